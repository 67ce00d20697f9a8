# The code that came once it was paid is over: it need not be paid again.

account phone=+9996620001 first_name=Ada product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 form=77 receipt=RECEIPT1 code_life=1m

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PaymentWanted product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPayment
! pay +9996620001
> Paid 77
    CheckPaidAuth: CodeSent app length=5
    < dc2 key1 auth.checkPaidAuth phone_number=+9996620001 phone_code_hash=hash1 form_id=77
= WaitCode
! clock +2m
> Code 22222
    SignIn: Refused 400 PHONE_CODE_EXPIRED
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= WaitPhoneNumber refused=PHONE_CODE_EXPIRED
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 phone_code=22222
= Ready
