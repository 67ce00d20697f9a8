# Who gives another number does not answer the challenge, and it goes.

account phone=+9996620001 first_name=Ada
account phone=+9996620002 first_name=Grace

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.signIn 403 RECAPTCHA_CHECK_signin__KEY
> Code 22222
    SignIn: Refused 403 RECAPTCHA_CHECK_signin__KEY
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= WaitCode refused=RECAPTCHA_CHECK
> PhoneNumber +9996620002
    CancelCode: Done
    SendCode: CodeSent app length=5
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
= WaitCode
> Solved proof1 Code 22222
= WaitCode refused=not_allowed
> Code 22222
    SignIn: Authorized id=1002 first_name=Grace
    < dc2 key1 auth.signIn phone_number=+9996620002 phone_code_hash=hash2 phone_code=22222
= Ready
