# The account was banned while a recovery code was waited for: nothing that a
# person enters helps.

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
! ban +9996620001
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: Refused 401 USER_DEACTIVATED_BAN
    < dc2 key1 account.getPassword
= Failed refused=USER_DEACTIVATED_BAN
