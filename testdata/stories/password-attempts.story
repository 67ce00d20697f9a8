# The budget of passwords is ours: further ones are not sent. A new number, or
# leaving, is always possible.

limits password_attempts=2
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
> Password a
    CheckPassword: Refused 400 PASSWORD_HASH_INVALID
    < dc2 key1 auth.checkPassword srp_id=srp1 password=a
= WaitPassword refused=PASSWORD_HASH_INVALID
> Password b
    CheckPassword: Refused 400 PASSWORD_HASH_INVALID
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword srp_id=srp2 password=b
= WaitPassword refused=PASSWORD_HASH_INVALID
> Password secret
= WaitPassword refused=attempts_used
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.checkPassword srp_id=srp3 password=secret
= Ready
