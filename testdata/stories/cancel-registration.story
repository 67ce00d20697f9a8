# Who leaves instead of giving a name cancels the code, which is good until then.

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
> Cancel
    CancelCode: Done
    < dc2 key1 auth.cancelCode phone_number=+9996640004 phone_code_hash=hash1
= LoggedOut
