# A recovery code is waited for a day, which does not begin anew because
# something was refused or lost. Then another number, or leaving, which ends the
# half login.

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
! clock +24h
> RecoveryCode 314159
    CheckRecoveryCode: Refused 400 CODE_INVALID
    < dc2 key1 auth.checkRecoveryPassword code=314159
= WaitRecoveryCode refused=CODE_INVALID
> RecoverPassword 161803 better
    RecoverPassword: Refused 400 CODE_INVALID
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=161803 new_password_hash=better hint=""
= WaitRecoveryCode refused=CODE_INVALID
! refuse auth.recoverPassword 400 NEW_SETTINGS_INVALID
> RecoverPassword 271828 letter
    RecoverPassword: Refused 400 NEW_SETTINGS_INVALID
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=271828 new_password_hash=letter hint=""
= WaitRecoveryCode refused=NEW_SETTINGS_INVALID
! cut-before auth.checkRecoveryPassword
> RecoveryCode 271828
    CheckRecoveryCode: Unanswered
    < dc2 key1 auth.checkRecoveryPassword code=271828
= WaitRecoveryCode refused=unanswered
> RecoveryCode 271828
    CheckRecoveryCode: Done
    < dc2 key1 auth.checkRecoveryPassword code=271828
= WaitRecoveryCode
! refuse auth.requestPasswordRecovery 420 FLOOD_WAIT_1
> RequestPasswordRecovery
    RequestRecovery: Refused 420 FLOOD_WAIT_1
    < dc2 key1 auth.requestPasswordRecovery
= WaitRecoveryCode refused=FLOOD_WAIT retry=1s
! clock +1s
> RecoveryCode 271828
= WaitRecoveryCode refused=expired
> RecoverPassword 271828 better "rhymes with letter"
= WaitRecoveryCode refused=expired
> RequestPasswordRecovery
= WaitRecoveryCode refused=expired
> Password secret
= WaitRecoveryCode refused=expired
> ResetPassword
= WaitRecoveryCode refused=expired
> DeclinePasswordReset
= WaitRecoveryCode refused=expired
> DeleteAccount "DELETE MY ACCOUNT"
= WaitRecoveryCode refused=expired
> Cancel
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
