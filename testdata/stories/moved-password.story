# The server sends the password to another data centre. The half login is here, under
# this key: nothing moves. With the number again it does.

server dcs=2,4
account phone=+9996620001 password=secret first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
! refuse auth.checkPassword 303 USER_MIGRATE_4
! move +9996620001 4
> Password secret
    CheckPassword: Refused 303 USER_MIGRATE_4
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= WaitPassword refused=USER_MIGRATE
> PhoneNumber +9996620001
    SendCode: Moved 4
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
    < dc4 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted
    < dc4 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc4 key2 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.checkPassword srp_id=srp2 password=secret
= Ready
