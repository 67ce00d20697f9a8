# Two-step verification: the code is right, and the password is wanted too.

account phone=+9996630003 password="correct horse" hint="not a battery" first_name=Grace

> PhoneNumber +9996630003
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996630003 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 33333
    SignIn: PasswordWanted hint="not a battery"
    < dc2 key1 auth.signIn phone_number=+9996630003 phone_code_hash=hash1 phone_code=33333
    < dc2 key1 account.getPassword
= WaitPassword
> Password "correct horse"
    CheckPassword: Authorized id=1001 first_name=Grace
    < dc2 key1 auth.checkPassword srp_id=srp1 password="correct horse"
= Ready
