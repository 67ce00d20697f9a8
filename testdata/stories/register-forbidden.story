# This number may not be registered by this app. Another number may.

account phone=+9996640004 unregistered
account phone=+9996620001 first_name=Ada

> PhoneNumber +9996640004
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 44444
    SignIn: RegistrationWanted
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash1 phone_code=44444
= WaitRegistration
! refuse auth.signUp 400 PHONE_NUMBER_APP_SIGNUP_FORBIDDEN
> Register Alan
    SignUp: Refused 400 PHONE_NUMBER_APP_SIGNUP_FORBIDDEN
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash1 first_name=Alan last_name=""
= WaitPhoneNumber refused=PHONE_NUMBER_APP_SIGNUP_FORBIDDEN
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1002 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
