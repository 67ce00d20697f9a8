# The server has forgotten the half login while we stood there. The key is kept.

account phone=+9996620001 password=secret first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
! refuse auth.checkPassword 401 AUTH_KEY_UNREGISTERED
> Password secret
    CheckPassword: Refused 401 AUTH_KEY_UNREGISTERED
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= WaitPhoneNumber refused=AUTH_KEY_UNREGISTERED
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
