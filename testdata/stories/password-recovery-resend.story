# Another e-mail, with another code: the first one is void. What was called
# wrong before may be right now.

account phone=+9996620001 password=secret hint=pet recovery_email=ada@example.org first_name=Ada

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
> RecoveryCode 789012
    CheckRecoveryCode: Refused 400 CODE_INVALID
    < dc2 key1 auth.checkRecoveryPassword code=789012
= WaitRecoveryCode refused=CODE_INVALID
> RequestPasswordRecovery
    RequestRecovery: RecoverySent pattern=a***@e***.org
    < dc2 key1 auth.requestPasswordRecovery
= WaitRecoveryCode
> RecoveryCode 123456
    CheckRecoveryCode: Refused 400 CODE_INVALID
    < dc2 key1 auth.checkRecoveryPassword code=123456
= WaitRecoveryCode refused=CODE_INVALID
> RecoverPassword 789012 better ""
    RecoverPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=789012 new_password_hash=better hint=""
= Ready
