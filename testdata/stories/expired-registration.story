# A name is waited for a day.

account phone=+9996640004 unregistered terms="Be kind."

> PhoneNumber +9996640004
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 44444
    SignIn: RegistrationWanted terms=terms-1 text="Be kind."
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash1 phone_code=44444
= WaitRegistration
! clock +23h
! cut-before auth.signUp
> AcceptTerms terms-1
= WaitRegistration
> Register Alan
    SignUp: Unanswered
    WhoAmI: Nobody
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash1 first_name=Alan last_name=""
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitRegistration refused=unanswered
! clock +61m
> AcceptTerms terms-1
= WaitRegistration refused=expired
> Register Alan
= WaitRegistration refused=expired
> Cancel
    CancelCode: Done
    < dc2 key1 auth.cancelCode phone_number=+9996640004 phone_code_hash=hash1
= LoggedOut
