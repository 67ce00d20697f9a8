# Who leaves in doubt, and the server will not end the login for a reason that no
# waiting cures. It may be there still, so the doubt stays.

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
! refuse auth.logOut 420 FROZEN_METHOD_INVALID
> Cancel
    LogOut: Refused 420 FROZEN_METHOD_INVALID
    < dc2 key1 auth.logOut
= LoggedOut doubt=LogOut refused=FROZEN_METHOD_INVALID
> Poll
    WhoAmI: Authorized id=1001 first_name=Ada
    LogOut: Done
    < dc2 key1 users.getUsers id=self
    < dc2 key1 auth.logOut
= LoggedOut
