# The line is cut, and then the server will not say who is signed in, whatever its
# reason. The doubt stays: the code may have been accepted, and it was.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-after auth.signIn
! refuse users.getUsers 406 UPDATE_APP_TO_LOGIN
> Code 22222
    SignIn: Unanswered
    WhoAmI: Refused 406 UPDATE_APP_TO_LOGIN
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=UPDATE_APP_TO_LOGIN
! refuse users.getUsers 400 INPUT_METHOD_INVALID
> Poll
    WhoAmI: Refused 400 INPUT_METHOD_INVALID
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=INPUT_METHOD_INVALID
! refuse users.getUsers 400 PHONE_CODE_EXPIRED
> Poll
    WhoAmI: Refused 400 PHONE_CODE_EXPIRED
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=PHONE_CODE_EXPIRED
! refuse users.getUsers 400 PHONE_CODE_INVALID
> Poll
    WhoAmI: Refused 400 PHONE_CODE_INVALID
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=PHONE_CODE_INVALID
! refuse users.getUsers 420 FROZEN_METHOD_INVALID
> Code 22222
    WhoAmI: Refused 420 FROZEN_METHOD_INVALID
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=FROZEN_METHOD_INVALID
> Code 22222
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 users.getUsers id=self
= Ready
