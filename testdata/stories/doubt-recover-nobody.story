# The line is cut before the recovery code reached the server, and then nobody
# is signed in, not even half: the number again.

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
! cut-before auth.recoverPassword
! refuse users.getUsers 401 AUTH_KEY_UNREGISTERED
! refuse account.getPassword 401 AUTH_KEY_UNREGISTERED
> RemovePassword 271828
    RecoverPassword: Unanswered
    WhoAmI: Nobody
    < dc2 key1 auth.recoverPassword code=271828
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPhoneNumber refused=unanswered
