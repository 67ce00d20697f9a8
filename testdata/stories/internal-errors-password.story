# The same for a password: the try counts, since it may have been examined.

limits password_attempts=1
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
! refuse auth.checkPassword 500 AUTH_KEY_UNSYNCHRONIZED
> Password secret
    CheckPassword: Refused 500 AUTH_KEY_UNSYNCHRONIZED
    WhoAmI: PasswordWanted
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPassword refused=AUTH_KEY_UNSYNCHRONIZED
> Password secret
= WaitPassword refused=attempts_used
