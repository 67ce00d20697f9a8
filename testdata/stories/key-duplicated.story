# The key was used from two places, and the server has revoked it: a new key.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.signIn 406 AUTH_KEY_DUPLICATED
> Code 22222
    SignIn: Refused 406 AUTH_KEY_DUPLICATED (key lost)
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= WaitPhoneNumber refused=AUTH_KEY_DUPLICATED
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
! refuse users.getUsers 406 AUTH_KEY_DUPLICATED
> Poll
    WhoAmI: Refused 406 AUTH_KEY_DUPLICATED (key lost)
    < dc2 key2 users.getUsers id=self
= LoggedOut refused=AUTH_KEY_DUPLICATED
