# A code of digits by firebase_sms: its length is known, so one that is too short or too
# long is not sent.

account phone=+9996620001 delivery=firebase_sms first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent firebase_sms length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code ""
= WaitCode refused=code_empty
> Code 2222
= WaitCode refused=code_length
> Code 222222
= WaitCode refused=code_length
> Code ٢٢٢٢٢
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
