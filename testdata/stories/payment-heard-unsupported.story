# What is pushed is a kind of code that this version does not know: whoever has paid is
# told.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PaymentWanted product=org.telegram.sms hash=hash1
= WaitPayment
> Listen
    heard: Unsupported auth.sentCodeTypeNew
= WaitPhoneNumber refused=unsupported
