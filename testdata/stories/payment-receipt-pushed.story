# The receipt is taken, and the code comes later.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PaymentWanted product=org.telegram.sms hash=hash1
= WaitPayment
> Purchased app_store RECEIPT1
    AssignTransaction: Done
= WaitPayment
> Listen
    heard: EmailCodeSent length=6 pattern=a***@e***.com
= WaitEmailCode
