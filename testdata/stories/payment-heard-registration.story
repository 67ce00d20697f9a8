# What is pushed needs no code any more, and the number has no account.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PaymentWanted product=org.telegram.sms hash=hash1
= WaitPayment
> Listen
    heard: RegistrationWanted
= WaitRegistration
