# Somebody else signs in, or nobody.

account phone=+9996620001 first_name=Ada product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 form=77 receipt=RECEIPT1
account phone=+9996620002 first_name=Grace

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PaymentWanted product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPayment
> PhoneNumber +9996620002
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
= WaitCode
> PhoneNumber +9996620001
    CancelCode: Done
    SendCode: PaymentWanted product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 hash=hash3
    < dc2 key1 auth.cancelCode phone_number=+9996620002 phone_code_hash=hash2
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPayment
> Paid 77
    CheckPaidAuth: PaymentWanted product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 hash=hash3
    < dc2 key1 auth.checkPaidAuth phone_number=+9996620001 phone_code_hash=hash3 form_id=77
= WaitPayment
> Cancel
= LoggedOut
