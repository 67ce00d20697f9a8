# The code was not examined, so it is given once more, to the same hash; one that the
# server calls wrong then is wrong.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! challenge auth.signIn RECAPTCHA_CHECK_signin__KEY proof1
> Code 22222
    SignIn: Refused 403 RECAPTCHA_CHECK_signin__KEY
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= WaitCode refused=RECAPTCHA_CHECK
> Solved proof1 Code 33333
    SignIn: Refused 400 PHONE_CODE_INVALID
    < dc2 key1 auth.signIn recaptcha_token=proof1 phone_number=+9996620001 phone_code_hash=hash1 phone_code=33333
= WaitCode refused=PHONE_CODE_INVALID
> Code 33333
= WaitCode refused=code_repeated
> Code 22222
    SignIn: Refused 403 RECAPTCHA_CHECK_signin__KEY
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= WaitCode refused=RECAPTCHA_CHECK
> Solved proof1 Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn recaptcha_token=proof1 phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
