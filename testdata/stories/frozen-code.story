# The account is frozen: nothing that a person enters can help.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.signIn 420 FROZEN_METHOD_INVALID
> Code 22222
    SignIn: Refused 420 FROZEN_METHOD_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Failed refused=FROZEN_METHOD_INVALID
