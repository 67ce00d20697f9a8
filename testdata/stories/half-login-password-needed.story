# Between the code and the password, the server says to each other wish that the
# password is needed. That is no news: nothing was done, and the person is told.

account phone=+9996620001 password=secret recovery_email=ada@example.org recovery_code=271828

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted recovery
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
! refuse auth.requestPasswordRecovery 401 SESSION_PASSWORD_NEEDED
> RequestPasswordRecovery
    RequestRecovery: Refused 401 SESSION_PASSWORD_NEEDED
    < dc2 key1 auth.requestPasswordRecovery
= WaitPassword refused=SESSION_PASSWORD_NEEDED
! refuse account.resetPassword 401 SESSION_PASSWORD_NEEDED
> ResetPassword
    ResetPassword: Refused 401 SESSION_PASSWORD_NEEDED
    < dc2 key1 account.resetPassword
= WaitPassword refused=SESSION_PASSWORD_NEEDED
! refuse account.declinePasswordReset 401 SESSION_PASSWORD_NEEDED
> DeclinePasswordReset
    DeclinePasswordReset: Refused 401 SESSION_PASSWORD_NEEDED
    < dc2 key1 account.declinePasswordReset
= WaitPassword refused=SESSION_PASSWORD_NEEDED
! refuse account.deleteAccount 401 SESSION_PASSWORD_NEEDED
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Refused 401 SESSION_PASSWORD_NEEDED
    < dc2 key1 account.deleteAccount reason=""
= WaitPassword refused=SESSION_PASSWORD_NEEDED
! refuse auth.checkRecoveryPassword 401 SESSION_PASSWORD_NEEDED
> RecoveryCode 271828
    CheckRecoveryCode: Refused 401 SESSION_PASSWORD_NEEDED
    < dc2 key1 auth.checkRecoveryPassword code=271828
= WaitPassword refused=SESSION_PASSWORD_NEEDED
! refuse auth.recoverPassword 401 SESSION_PASSWORD_NEEDED
> RemovePassword 271828
    RecoverPassword: Refused 401 SESSION_PASSWORD_NEEDED
    < dc2 key1 auth.recoverPassword code=271828
= WaitPassword refused=SESSION_PASSWORD_NEEDED
! refuse auth.checkPassword 401 SESSION_PASSWORD_NEEDED
> Password secret
    CheckPassword: Refused 401 SESSION_PASSWORD_NEEDED
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword srp_id=srp2 password=secret
= WaitPassword refused=SESSION_PASSWORD_NEEDED
> Password secret
    CheckPassword: Authorized id=1001
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword srp_id=srp3 password=secret
= Ready
