# Somebody else took the number between the code and the name.

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
! refuse auth.signUp 400 PHONE_NUMBER_OCCUPIED
> Register Alan
    SignUp: Refused 400 PHONE_NUMBER_OCCUPIED
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash1 first_name=Alan last_name=""
= WaitPhoneNumber refused=PHONE_NUMBER_OCCUPIED
> PhoneNumber +9996640004
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode
