# The client's address belongs to another data centre (NETWORK_MIGRATE_4), which
# says in turn that the number belongs to the first.

server dcs=2,4
account phone=+9996620001 first_name=Ada

! refuse auth.sendCode 303 NETWORK_MIGRATE_4
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Moved 4
    SendCode: Moved 2
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
    < dc4 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
    < dc2 key3 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key3 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
