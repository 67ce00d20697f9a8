# Who leaves in doubt may leave a login behind if the server does not end it. That
# is not forgotten: the next step tries again, once the wait is over.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-after auth.signIn
! cut-after users.getUsers
> Code 22222
    SignIn: Unanswered
    WhoAmI: Unanswered
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=unanswered
! refuse auth.logOut 420 FLOOD_WAIT_5
> Cancel
    LogOut: Refused 420 FLOOD_WAIT_5
    < dc2 key1 auth.logOut
= LoggedOut doubt=LogOut refused=FLOOD_WAIT retry=5s
> Cancel
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 users.getUsers id=self
= LoggedOut doubt=LogOut refused=too_early retry=5s
! clock +6s
> Poll
    WhoAmI: Authorized id=1001 first_name=Ada
    LogOut: Done
    < dc2 key1 users.getUsers id=self
    < dc2 key1 auth.logOut
= LoggedOut
> Poll
= LoggedOut refused=not_allowed
