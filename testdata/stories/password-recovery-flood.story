# Asked too often, for each of the calls: not before the server's time, and no
# try is lost.

limits code_attempts=1
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
! refuse auth.requestPasswordRecovery 420 FLOOD_WAIT_60
> RequestPasswordRecovery
    RequestRecovery: Refused 420 FLOOD_WAIT_60
    < dc2 key1 auth.requestPasswordRecovery
= WaitPassword refused=FLOOD_WAIT retry=1m0s
> RequestPasswordRecovery
= WaitPassword refused=too_early retry=1m0s
! clock +1m
> RequestPasswordRecovery
    RequestRecovery: RecoverySent pattern=a***@e***.org
    < dc2 key1 auth.requestPasswordRecovery
= WaitRecoveryCode
! refuse auth.checkRecoveryPassword 420 FLOOD_WAIT_30
> RecoveryCode 271828
    CheckRecoveryCode: Refused 420 FLOOD_WAIT_30
    < dc2 key1 auth.checkRecoveryPassword code=271828
= WaitRecoveryCode refused=FLOOD_WAIT retry=30s
! refuse auth.recoverPassword 420 FLOOD_WAIT_30
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: Refused 420 FLOOD_WAIT_30
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=271828 new_password_hash=better hint="rhymes with letter"
= WaitRecoveryCode refused=FLOOD_WAIT retry=30s
> RecoveryCode 271828
= WaitRecoveryCode refused=too_early retry=30s
> RecoverPassword 271828 better "rhymes with letter"
= WaitRecoveryCode refused=too_early retry=30s
! clock +30s
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=271828 new_password_hash=better hint="rhymes with letter"
= Ready
