# The account turns out to live elsewhere when the code is given
# (USER_MIGRATE_4). The hash dies with its key, so a new code comes and the
# person is told.

server dcs=2,4
account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! move +9996620001 4
! refuse auth.signIn 303 USER_MIGRATE_4
> Code 22222
    SignIn: Moved 4
    SendCode: CodeSent app length=5
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc4 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode refused=code_moved
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
