# The number has no account yet, and there are no terms of service to accept.
# The contacts are not told.

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
> AcceptTerms ""
= WaitRegistration refused=terms_not_accepted
> Register " Alan " "Turing" quietly
    SignUp: Authorized id=1001 first_name=Alan last_name=Turing
    < dc2 key1 auth.signUp no_joined_notifications=true phone_number=+9996640004 phone_code_hash=hash1 first_name=Alan last_name=Turing
= Ready
