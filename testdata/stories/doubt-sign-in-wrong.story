# The line is cut once the code has been called wrong. That is not known here,
# so the try counts and the code does not.

limits code_attempts=2
account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-after auth.signIn
> Code 11111
    SignIn: Unanswered
    WhoAmI: Nobody
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=11111
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitCode refused=unanswered
> Code 11111
    SignIn: Refused 400 PHONE_CODE_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=11111
= WaitCode refused=PHONE_CODE_INVALID
> Code 22222
= WaitCode refused=attempts_used
