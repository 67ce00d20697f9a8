# The line is cut at the log-out, and then the server says in its own way that
# nobody is signed in.

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
! cut-after auth.logOut
! refuse users.getUsers 401 SESSION_REVOKED
> LogOut
    LogOut: Unanswered
    WhoAmI: Refused 401 SESSION_REVOKED
    < dc2 key1 auth.logOut
    < dc2 key1 users.getUsers id=self
= LoggedOut
