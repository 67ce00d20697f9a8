# A password was not examined, and is given once more.

account phone=+9996620001 first_name=Ada password=secret

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
! challenge auth.checkPassword RECAPTCHA_CHECK_password__KEY proof1
> Password secret
    CheckPassword: Refused 403 RECAPTCHA_CHECK_password__KEY
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= WaitPassword refused=RECAPTCHA_CHECK
> Solved proof1 Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword recaptcha_token=proof1 srp_id=srp2 password=secret
= Ready
