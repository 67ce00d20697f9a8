# Names that no client offers are refused here; what the server refuses is asked
# for again.

account phone=+9996640004 unregistered

! refuse auth.signUp 400 FIRSTNAME_INVALID
! refuse auth.signUp 400 LASTNAME_INVALID
> PhoneNumber +9996640004
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 44444
    SignIn: RegistrationWanted
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash1 phone_code=44444
= WaitRegistration
> Register ""
= WaitRegistration refused=FIRSTNAME_INVALID
> Register "   " Turing
= WaitRegistration refused=FIRSTNAME_INVALID
> Register Alaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaan
= WaitRegistration refused=FIRSTNAME_INVALID
> Register Alan Turiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiing
= WaitRegistration refused=LASTNAME_INVALID
> Register "<>"
    SignUp: Refused 400 FIRSTNAME_INVALID
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash1 first_name=<> last_name=""
= WaitRegistration refused=FIRSTNAME_INVALID
> Register Alan "<>"
    SignUp: Refused 400 LASTNAME_INVALID
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash1 first_name=Alan last_name=<>
= WaitRegistration refused=LASTNAME_INVALID
> Register Alan
    SignUp: Authorized id=1001 first_name=Alan
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash1 first_name=Alan last_name=""
= Ready
