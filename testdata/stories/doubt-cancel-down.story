# In doubt, and the line is gone. Who wants to leave is let go, and once the line
# is back, the next step finds out whether a login has to be ended.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-after auth.signIn
! cut-before users.getUsers
> Code 22222
    SignIn: Unanswered
    WhoAmI: Unanswered
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=unanswered
! down
> Cancel
    LogOut: NotSent
    WhoAmI: NotSent
= LoggedOut doubt=LogOut refused=not_sent
> PhoneNumber +9996620001
    WhoAmI: NotSent
= LoggedOut doubt=LogOut refused=not_sent
! up
> Poll
    WhoAmI: Authorized id=1001 first_name=Ada
    LogOut: Done
    < dc2 key1 users.getUsers id=self
    < dc2 key1 auth.logOut
= LoggedOut
