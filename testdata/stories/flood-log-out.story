# Too often, when we log out: we are still signed in.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
! refuse auth.logOut 420 FLOOD_WAIT_7
> LogOut
    LogOut: Refused 420 FLOOD_WAIT_7
    < dc2 key1 auth.logOut
= Ready refused=FLOOD_WAIT retry=7s
> LogOut
= Ready refused=too_early retry=7s
> Poll
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 users.getUsers id=self
= Ready
! clock +7s
> LogOut
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
