# No line at any of the calls: each is said not to have been sent, and can be
# made again.

limits code_attempts=1 password_attempts=1
account phone=+9996640004 unregistered next=sms
account phone=+9996620001 password=secret first_name=Ada

> PhoneNumber +9996640004
    Connect: Connected
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode
! down
> Resend
    ResendCode: NotSent
= WaitCode refused=not_sent
> PhoneNumber +9996640004
    CancelCode: NotSent
= WaitPhoneNumber refused=not_sent
! up
> PhoneNumber +9996640004
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode
! down
> Code 44444
    SignIn: NotSent
= WaitCode refused=not_sent
! up
> Code 44444
    SignIn: RegistrationWanted
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash2 phone_code=44444
= WaitRegistration
! down
> Register Alan
    SignUp: NotSent
= WaitRegistration refused=not_sent
! up
> Register Alan
    SignUp: Authorized id=1001 first_name=Alan
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash2 first_name=Alan last_name=""
= Ready
> LogOut
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
