# The password was changed while we stood there: the person gives the new one.

account phone=+9996620001 password=old hint=then first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=then
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
! password +9996620001 new now
> Password old
    CheckPassword: Refused 400 SRP_PASSWORD_CHANGED
    < dc2 key1 auth.checkPassword srp_id=srp1 password=old
= WaitPassword refused=SRP_PASSWORD_CHANGED
> Password old
    CheckPassword: Refused 400 PASSWORD_HASH_INVALID
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword srp_id=srp2 password=old
= WaitPassword refused=PASSWORD_HASH_INVALID
> Password new
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword srp_id=srp3 password=new
= Ready
