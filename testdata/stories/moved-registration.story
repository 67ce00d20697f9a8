# The number turns out to belong elsewhere when the name is given. The hash dies
# with its key, so a new code comes and the person is told.

server dcs=2,4
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
! move +9996640004 4
> Register Alan
    SignUp: Moved 4
    SendCode: CodeSent app length=5
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash1 first_name=Alan last_name=""
    < dc4 key2 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode refused=code_moved
> Code 44444
    SignIn: RegistrationWanted
    < dc4 key2 auth.signIn phone_number=+9996640004 phone_code_hash=hash2 phone_code=44444
= WaitRegistration
> Register Alan
    SignUp: Authorized id=1001 first_name=Alan
    < dc4 key2 auth.signUp phone_number=+9996640004 phone_code_hash=hash2 first_name=Alan last_name=""
= Ready
