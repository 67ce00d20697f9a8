# What is pushed may be anything that a sent code may be, and is believed of this key
# only while nothing is asked.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PaymentWanted product=org.telegram.sms hash=hash1
= WaitPayment
> Listen
    heard: PaymentWanted product=org.telegram.sms currency=EUR amount=99 hash=hash1
= WaitPayment
> Listen
    heard: EmailWanted apple
= WaitEmailAddress
> PhoneNumber +9996620001
    CancelCode: Done
    SendCode: PaymentWanted product=org.telegram.sms hash=hash3
= WaitPayment
> Listen
    heard: PasswordWanted
= WaitPassword
