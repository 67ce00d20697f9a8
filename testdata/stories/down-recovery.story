# The line is gone for each of the calls about a forgotten password: nothing was
# sent, and everything is as it was.

account phone=+9996620001 password=secret hint=pet recovery_email=ada@example.org recovery_code=271828 reset_wait=2h first_name=Ada

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
! down
> RequestPasswordRecovery
    RequestRecovery: NotSent
= WaitPassword refused=not_sent
> ResetPassword
    ResetPassword: NotSent
= WaitPassword refused=not_sent
> DeclinePasswordReset
    DeclinePasswordReset: NotSent
= WaitPassword refused=not_sent
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: NotSent
= WaitPassword refused=not_sent
! up
> RequestPasswordRecovery
    RequestRecovery: RecoverySent pattern=a***@e***.org
    < dc2 key1 auth.requestPasswordRecovery
= WaitRecoveryCode
! down
> RecoveryCode 271828
    CheckRecoveryCode: NotSent
= WaitRecoveryCode refused=not_sent
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: NotSent
= WaitRecoveryCode refused=not_sent
! up
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=271828 new_password_hash=better hint="rhymes with letter"
= Ready
