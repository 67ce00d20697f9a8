# Data centres that send us to each other do not keep us going for ever.

server dcs=2,4
account phone=+9996620001 first_name=Ada

! refuse auth.sendCode 303 PHONE_MIGRATE_4
! refuse auth.sendCode 303 PHONE_MIGRATE_2
! refuse auth.sendCode 303 PHONE_MIGRATE_4
! refuse auth.sendCode 303 PHONE_MIGRATE_2
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Moved 4
    SendCode: Moved 2
    SendCode: Moved 4
    SendCode: Moved 2
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
    < dc4 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
    < dc2 key3 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
    < dc4 key4 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=USER_MIGRATE
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key5 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key5 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
