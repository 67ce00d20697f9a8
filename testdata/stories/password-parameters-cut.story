# The line is cut while the parameters for the password are read: the password
# has not left us. The second attempt proves it.

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
> Password wrong
    CheckPassword: Refused 400 PASSWORD_HASH_INVALID
    < dc2 key1 auth.checkPassword srp_id=srp1 password=wrong
= WaitPassword refused=PASSWORD_HASH_INVALID
! cut-after account.getPassword
> Password secret
    CheckPassword: NotSent
    < dc2 key1 account.getPassword
= WaitPassword refused=not_sent
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword srp_id=srp3 password=secret
= Ready
