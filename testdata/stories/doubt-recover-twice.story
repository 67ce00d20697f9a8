# The line is cut twice: when the new password is given and when we ask who we
# are. The next word asks first; it may have named another password, and so it is
# refused: the first one holds.

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
! cut-after auth.recoverPassword
! cut-before users.getUsers
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: Unanswered
    WhoAmI: Unanswered
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=271828 new_password_hash=better hint="rhymes with letter"
    < dc2 key1 users.getUsers id=self
= WaitRecoveryCode doubt=RecoverPassword refused=unanswered
> RecoverPassword 271828 better "rhymes with letter"
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 users.getUsers id=self
= Ready refused=not_allowed
