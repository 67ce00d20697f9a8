# The code is mistyped, when it is looked at and when a new password comes with
# it. What the server has called wrong is not sent again, either way.

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
> RecoveryCode 314159
    CheckRecoveryCode: Refused 400 CODE_INVALID
    < dc2 key1 auth.checkRecoveryPassword code=314159
= WaitRecoveryCode refused=CODE_INVALID
> RecoveryCode 314159
= WaitRecoveryCode refused=code_repeated
> RecoverPassword 314159 better ""
= WaitRecoveryCode refused=code_repeated
> RecoverPassword 161803 better ""
    RecoverPassword: Refused 400 CODE_INVALID
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=161803 new_password_hash=better hint=""
= WaitRecoveryCode refused=CODE_INVALID
> RecoverPassword 161803 best ""
= WaitRecoveryCode refused=code_repeated
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=271828 new_password_hash=better hint="rhymes with letter"
= Ready
