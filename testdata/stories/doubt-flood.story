# The line is cut, and we ask too often who we are: the wait is kept, and nothing
# else happens until it is over.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-after auth.signIn
! refuse users.getUsers 420 FLOOD_WAIT_20
> Code 22222
    SignIn: Unanswered
    WhoAmI: Refused 420 FLOOD_WAIT_20
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=FLOOD_WAIT retry=20s
! clock +19s
> Code 22222
= WaitCode doubt=SignIn refused=too_early retry=1s
! clock +1s
> Code 22222
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 users.getUsers id=self
= Ready
