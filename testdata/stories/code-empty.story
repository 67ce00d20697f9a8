# The server calls a code empty: as good as wrong, and not sent again.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.signIn 400 PHONE_CODE_EMPTY
> Code 11111
    SignIn: Refused 400 PHONE_CODE_EMPTY
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=11111
= WaitCode refused=PHONE_CODE_EMPTY
> Code 11111
= WaitCode refused=code_repeated
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
