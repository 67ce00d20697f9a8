# A data centre without a number, or one that does not exist: nowhere to go.

account phone=+9996620001 first_name=Ada

! refuse auth.sendCode 303 PHONE_MIGRATE
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 303 PHONE_MIGRATE
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=PHONE_MIGRATE
! refuse auth.sendCode 303 PHONE_MIGRATE_0
> PhoneNumber +9996620001
    SendCode: Refused 303 PHONE_MIGRATE_0
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=PHONE_MIGRATE
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.signIn 303 SEE_OTHER
> Code 22222
    SignIn: Refused 303 SEE_OTHER
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= WaitCode refused=SEE_OTHER
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
