# The account lives in another data centre: it is to be paid there.

account phone=+9996620001 first_name=Ada product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 form=77 receipt=RECEIPT1 dc=4

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Moved 4
    SendCode: PaymentWanted product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
    < dc4 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPayment
! pay +9996620001
> Paid 77
    CheckPaidAuth: CodeSent app length=5
    < dc4 key2 auth.checkPaidAuth phone_number=+9996620001 phone_code_hash=hash1 form_id=77
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
