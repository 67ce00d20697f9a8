# The server does not remember the right code when the name comes. The name is
# not to blame, and nothing that belongs to it can help: the number again.

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
! refuse auth.signUp 400 PHONE_CODE_INVALID
> Register Alan
    SignUp: Refused 400 PHONE_CODE_INVALID
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash1 first_name=Alan last_name=""
= WaitPhoneNumber refused=PHONE_CODE_INVALID
> PhoneNumber +9996640004
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 44444
    SignIn: RegistrationWanted
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash2 phone_code=44444
= WaitRegistration
> Register Alan
    SignUp: Authorized id=1001 first_name=Alan
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash2 first_name=Alan last_name=""
= Ready
