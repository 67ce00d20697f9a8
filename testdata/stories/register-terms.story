# The number has no account yet. The terms of service must be accepted, and it
# must be these terms, before a name is sent. A second code is not asked for.

account phone=+9996640004 unregistered terms="Be kind." min_age=16

> PhoneNumber +9996640004
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 44444
    SignIn: RegistrationWanted terms=terms-1 text="Be kind." min_age=16
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash1 phone_code=44444
= WaitRegistration
> Register Alan Turing
= WaitRegistration refused=terms_not_accepted
> AcceptTerms terms-0
= WaitRegistration refused=terms_not_accepted
> Register Alan Turing
= WaitRegistration refused=terms_not_accepted
> AcceptTerms terms-1
= WaitRegistration
> Register Alan Turing
    SignUp: Authorized id=1001 first_name=Alan last_name=Turing
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash1 first_name=Alan last_name=Turing
= Ready
