# The line is cut, and the server does not say who we are, but this and that.
# The doubt stays until it does.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-after auth.signIn
! refuse users.getUsers 500 RPC_CALL_FAIL
> Code 22222
    SignIn: Unanswered
    WhoAmI: Refused 500 RPC_CALL_FAIL
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=RPC_CALL_FAIL
! refuse users.getUsers 400 NOBODY_EXPECTS_THIS
> Poll
    WhoAmI: Refused 400 NOBODY_EXPECTS_THIS
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=NOBODY_EXPECTS_THIS
! refuse users.getUsers 403 RECAPTCHA_CHECK_signup__KEY
> Poll
    WhoAmI: Refused 403 RECAPTCHA_CHECK_signup__KEY
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=RECAPTCHA_CHECK
! refuse users.getUsers 406 EMAIL_NOT_SETUP
> Poll
    WhoAmI: Refused 406 EMAIL_NOT_SETUP
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=EMAIL_NOT_SETUP
! refuse users.getUsers 303 USER_MIGRATE
> Poll
    WhoAmI: Refused 303 USER_MIGRATE
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=USER_MIGRATE
> Code 22222
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 users.getUsers id=self
= Ready
