# A recovery code is given where the password is asked for, and lost on the way:
# it can be given again.

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
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet recovery
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
! cut-before auth.checkRecoveryPassword
> RecoveryCode 271828
    CheckRecoveryCode: Unanswered
    < dc2 key1 auth.checkRecoveryPassword code=271828
= WaitRecoveryCode refused=unanswered
! cut-before auth.recoverPassword
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: Unanswered
    WhoAmI: PasswordWanted hint=pet recovery
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=271828 new_password_hash=better hint="rhymes with letter"
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPassword refused=unanswered
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=271828 new_password_hash=better hint="rhymes with letter"
= Ready
