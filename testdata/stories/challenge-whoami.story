# It is not known who is signed in, and the server wants a proof before it says so.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-after auth.signIn
! challenge users.getUsers RECAPTCHA_CHECK_whoami__KEY proof1
> Code 22222
    SignIn: Unanswered
    WhoAmI: Refused 403 RECAPTCHA_CHECK_whoami__KEY
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=RECAPTCHA_CHECK
> Poll
    WhoAmI: Refused 403 RECAPTCHA_CHECK_whoami__KEY
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=RECAPTCHA_CHECK
> Solved proof1 Poll
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 users.getUsers recaptcha_token=proof1 id=self
= Ready
