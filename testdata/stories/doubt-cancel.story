# In doubt, and the server will not say who is signed in. Who wants to leave can:
# whatever login there is on this key is ended.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-after auth.signIn
! refuse users.getUsers 400 STRANGE
> Code 22222
    SignIn: Unanswered
    WhoAmI: Refused 400 STRANGE
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=STRANGE
> Cancel
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
> Poll
= LoggedOut refused=not_allowed
