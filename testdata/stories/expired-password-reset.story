# A password is waited for a day, which does not begin anew because it is to be
# reset, and the other ways are closed with it.

account phone=+9996620001 password=secret hint=pet recovery_email=ada@example.org recovery_code=271828 reset_wait=48h delete_wait=168h first_name=Ada

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
! clock +24h
> ResetPassword
    ResetPassword: ResetPending reset_in=48h0m0s
    < dc2 key1 account.resetPassword
= WaitPassword
> DeclinePasswordReset
    DeclinePasswordReset: Done
    < dc2 key1 account.declinePasswordReset
= WaitPassword
! refuse account.resetPassword 401 AUTH_KEY_UNREGISTERED
> ResetPassword
    ResetPassword: Refused 401 AUTH_KEY_UNREGISTERED
    < dc2 key1 account.resetPassword
= WaitPassword refused=AUTH_KEY_UNREGISTERED
! refuse account.declinePasswordReset 401 AUTH_KEY_UNREGISTERED
> DeclinePasswordReset
    DeclinePasswordReset: Refused 401 AUTH_KEY_UNREGISTERED
    < dc2 key1 account.declinePasswordReset
= WaitPassword refused=AUTH_KEY_UNREGISTERED
! refuse auth.requestPasswordRecovery 400 PASSWORD_RECOVERY_NA
> RequestPasswordRecovery
    RequestRecovery: Refused 400 PASSWORD_RECOVERY_NA
    < dc2 key1 auth.requestPasswordRecovery
= WaitPassword refused=PASSWORD_RECOVERY_NA
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Refused 420 2FA_CONFIRM_WAIT_604800
    < dc2 key1 account.deleteAccount reason=""
= WaitPassword refused=2FA_CONFIRM_WAIT retry=168h0m0s
! clock +1s
> ResetPassword
= WaitPassword refused=expired
> DeclinePasswordReset
= WaitPassword refused=expired
> RequestPasswordRecovery
= WaitPassword refused=expired
> RecoveryCode 271828
= WaitPassword refused=expired
> RecoverPassword 271828 better "rhymes with letter"
= WaitPassword refused=expired
> DeleteAccount "DELETE MY ACCOUNT" "" secret
= WaitPassword refused=expired
> Cancel
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
