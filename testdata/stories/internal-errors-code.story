# The same for a code: the try counts, since it may have been examined.

limits code_attempts=1
account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.signIn 500 SIGN_IN_FAILED
> Code 22222
    SignIn: Refused 500 SIGN_IN_FAILED
    WhoAmI: Nobody
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitCode refused=SIGN_IN_FAILED
> Code 22222
= WaitCode refused=attempts_used
