# The half login was ended from another device.

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
! revoke key1
> Password secret
    CheckPassword: Refused 401 SESSION_REVOKED
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= WaitPhoneNumber refused=SESSION_REVOKED
