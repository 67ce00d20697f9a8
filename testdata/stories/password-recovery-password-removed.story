# The password was removed on another device meanwhile. A half login cannot go
# on without one: the number again.

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
> RequestPasswordRecovery
    RequestRecovery: RecoverySent pattern=a***@e***.org
    < dc2 key1 auth.requestPasswordRecovery
= WaitRecoveryCode
! password +9996620001 "" ""
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: Refused 400 PASSWORD_EMPTY
    < dc2 key1 account.getPassword
= WaitPhoneNumber refused=PASSWORD_EMPTY
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
