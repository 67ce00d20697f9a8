# The terms of service are to be shown in a window of their own, and somebody
# has to be old enough. They are accepted explicitly all the same, and the
# contacts are not told.

account phone=+9996640004 unregistered terms="Be kind." min_age=16 terms_popup

> PhoneNumber +9996640004
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 44444
    SignIn: RegistrationWanted terms=terms-1 text="Be kind." min_age=16 popup
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash1 phone_code=44444
= WaitRegistration
> Register Alan Turing quietly
= WaitRegistration refused=terms_not_accepted
> AcceptTerms terms-1
= WaitRegistration
> Register Alan Turing quietly
    SignUp: Authorized id=1001 first_name=Alan last_name=Turing
    < dc2 key1 auth.signUp no_joined_notifications=true phone_number=+9996640004 phone_code_hash=hash1 first_name=Alan last_name=Turing
= Ready
