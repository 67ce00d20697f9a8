# A recovery code is waited for and does not come: the reset can be asked for
# from there, and taken back. Too early is too early there as well.

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
> RequestPasswordRecovery
    RequestRecovery: RecoverySent pattern=a***@e***.org
    < dc2 key1 auth.requestPasswordRecovery
= WaitRecoveryCode
> ResetPassword
    ResetPassword: ResetPending reset_in=2h0m0s
    < dc2 key1 account.resetPassword
= WaitPassword
> RequestPasswordRecovery
    RequestRecovery: RecoverySent pattern=a***@e***.org
    < dc2 key1 auth.requestPasswordRecovery
= WaitRecoveryCode
> ResetPassword
= WaitRecoveryCode refused=too_early retry=2h0m0s
> DeclinePasswordReset
    DeclinePasswordReset: Done
    < dc2 key1 account.declinePasswordReset
= WaitPassword
> RequestPasswordRecovery
    RequestRecovery: RecoverySent pattern=a***@e***.org
    < dc2 key1 auth.requestPasswordRecovery
= WaitRecoveryCode
> DeclinePasswordReset
    DeclinePasswordReset: Refused 400 RESET_REQUEST_MISSING
    < dc2 key1 account.declinePasswordReset
= WaitPassword refused=RESET_REQUEST_MISSING
> RequestPasswordRecovery
    RequestRecovery: RecoverySent pattern=a***@e***.org
    < dc2 key1 auth.requestPasswordRecovery
= WaitRecoveryCode
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=271828 new_password_hash=better hint="rhymes with letter"
= Ready
