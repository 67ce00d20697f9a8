# The server sends the request for a recovery code to another data centre. The half
# login is here, under this key, so nothing moves; with the number again it does.

server dcs=2,4
account phone=+9996620001 password=secret hint=pet recovery_email=ada@example.org recovery_code=271828 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet recovery
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
! move +9996620001 4
! refuse auth.requestPasswordRecovery 303 USER_MIGRATE_4
> RequestPasswordRecovery
    RequestRecovery: Refused 303 USER_MIGRATE_4
    < dc2 key1 auth.requestPasswordRecovery
= WaitPassword refused=USER_MIGRATE
> PhoneNumber +9996620001
    SendCode: Moved 4
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
    < dc4 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet recovery
    < dc4 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc4 key2 account.getPassword
= WaitPassword
> RequestPasswordRecovery
    RequestRecovery: RecoverySent pattern=a***@e***.org
    < dc4 key2 auth.requestPasswordRecovery
= WaitRecoveryCode
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: Authorized id=1001 first_name=Ada
    < dc4 key2 account.getPassword
    < dc4 key2 auth.recoverPassword code=271828 new_password_hash=better hint="rhymes with letter"
= Ready
