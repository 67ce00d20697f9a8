# No line at the start. What was not sent needs no question who we are.

account phone=+9996620001 first_name=Ada

! down
> PhoneNumber +9996620001
    Connect: NotSent
= WaitPhoneNumber refused=not_sent
! up
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! down
> Code 22222
    SignIn: NotSent
= WaitCode refused=not_sent
! up
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
! down
> Poll
    WhoAmI: NotSent
= Ready refused=not_sent
> LogOut
    LogOut: NotSent
= Ready refused=not_sent
! up
> LogOut
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
