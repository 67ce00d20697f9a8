# The account is deleted before its number is given: another number may be.

account phone=+9996620001 first_name=Ada

! refuse auth.sendCode 401 USER_DEACTIVATED
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 401 USER_DEACTIVATED
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=USER_DEACTIVATED
! refuse auth.sendCode 420 FROZEN_METHOD_INVALID
> PhoneNumber +9996620001
    SendCode: Refused 420 FROZEN_METHOD_INVALID
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=FROZEN_METHOD_INVALID
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
