# Once it is paid the server knows the person, and sends no code.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PaymentWanted product=org.telegram.sms hash=hash1
= WaitPayment
> Listen
    heard: Authorized id=1001
= Ready
