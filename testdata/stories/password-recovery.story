# The password is forgotten. A code goes to the recovery e-mail address, and
# with a new password it signs in; from then on that one is wanted.

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
> RecoverPassword 271828 better "rhymes with letter"
    RecoverPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 account.getPassword
    < dc2 key1 auth.recoverPassword code=271828 new_password_hash=better hint="rhymes with letter"
= Ready
> LogOut
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
! new login
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint="rhymes with letter" recovery
    < dc2 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key2 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Refused 400 PASSWORD_HASH_INVALID
    < dc2 key2 auth.checkPassword srp_id=srp3 password=secret
= WaitPassword refused=PASSWORD_HASH_INVALID
> Password better
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key2 account.getPassword
    < dc2 key2 auth.checkPassword srp_id=srp4 password=better
= Ready
