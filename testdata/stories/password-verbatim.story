# A password is sent as it was typed: spaces around it are part of it.

account phone=+9996630003 password=" blank " first_name=Grace

> PhoneNumber +9996630003
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996630003 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 33333
    SignIn: PasswordWanted
    < dc2 key1 auth.signIn phone_number=+9996630003 phone_code_hash=hash1 phone_code=33333
    < dc2 key1 account.getPassword
= WaitPassword
> Password "blank"
    CheckPassword: Refused 400 PASSWORD_HASH_INVALID
    < dc2 key1 auth.checkPassword srp_id=srp1 password=blank
= WaitPassword refused=PASSWORD_HASH_INVALID
> Password " blank "
    CheckPassword: Authorized id=1001 first_name=Grace
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword srp_id=srp2 password=" blank "
= Ready
