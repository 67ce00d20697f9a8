# Another number while a recovery code is waited for. No code of a sign-in is
# out that could be cancelled.

account phone=+9996620001 password=secret hint=pet recovery_email=ada@example.org recovery_code=271828 first_name=Ada
account phone=+9996630003 first_name=Grace

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
> PhoneNumber +9996630003
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996630003 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 33333
    SignIn: Authorized id=1002 first_name=Grace
    < dc2 key1 auth.signIn phone_number=+9996630003 phone_code_hash=hash2 phone_code=33333
= Ready
