# The code has expired, when it is looked at and when a new password comes with
# it: back to the password, and another code can be asked for.

account phone=+9996620001 password=secret hint=pet recovery_email=ada@example.org recovery_code=271828 recovery_life=10m first_name=Ada

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
! clock +10m
> RecoveryCode 271828
    CheckRecoveryCode: Refused 400 PASSWORD_RECOVERY_EXPIRED
    < dc2 key1 auth.checkRecoveryPassword code=271828
= WaitPassword refused=PASSWORD_RECOVERY_EXPIRED
> RequestPasswordRecovery
    RequestRecovery: RecoverySent pattern=a***@e***.org
    < dc2 key1 auth.requestPasswordRecovery
= WaitRecoveryCode
! clock +10m
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: Refused 400 PASSWORD_RECOVERY_EXPIRED
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=271828 new_password_hash=better hint="rhymes with letter"
= WaitPassword refused=PASSWORD_RECOVERY_EXPIRED
> RequestPasswordRecovery
    RequestRecovery: RecoverySent pattern=a***@e***.org
    < dc2 key1 auth.requestPasswordRecovery
= WaitRecoveryCode
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=271828 new_password_hash=better hint="rhymes with letter"
= Ready
