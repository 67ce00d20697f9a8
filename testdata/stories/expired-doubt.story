# What the phase's end finds in doubt is still asked.

account phone=+9996640004 unregistered

> PhoneNumber +9996640004
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 44444
    SignIn: RegistrationWanted
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash1 phone_code=44444
= WaitRegistration
! cut-after auth.signUp
! cut-before users.getUsers
> Register Alan
    SignUp: Unanswered
    WhoAmI: Unanswered
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash1 first_name=Alan last_name=""
    < dc2 key1 users.getUsers id=self
= WaitRegistration doubt=SignUp refused=unanswered
! clock +25h
> Register Alan
    WhoAmI: Authorized id=1001 first_name=Alan
    < dc2 key1 users.getUsers id=self
= Ready
