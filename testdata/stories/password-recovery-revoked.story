# The half login was ended from another device, or forgotten by the server: the
# number again.

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
! revoke key1
> RecoveryCode 271828
    CheckRecoveryCode: Refused 401 SESSION_REVOKED
    < dc2 key1 auth.checkRecoveryPassword code=271828
= WaitPhoneNumber refused=SESSION_REVOKED
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet recovery
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
! refuse auth.requestPasswordRecovery 401 AUTH_KEY_UNREGISTERED
> RequestPasswordRecovery
    RequestRecovery: Refused 401 AUTH_KEY_UNREGISTERED
    < dc2 key1 auth.requestPasswordRecovery
= WaitPhoneNumber refused=AUTH_KEY_UNREGISTERED
