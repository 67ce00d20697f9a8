# The line is cut once the code has been accepted and a name is wanted. A server
# tells nobody that it waits for a name, so this code is given twice: the one
# case in which nothing else can be done.

account phone=+9996640004 unregistered first_name=Ada

> PhoneNumber +9996640004
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-after auth.signIn
> Code 44444
    SignIn: Unanswered
    WhoAmI: Nobody
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash1 phone_code=44444
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitCode refused=unanswered
> Code 44444
    SignIn: RegistrationWanted
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash1 phone_code=44444
= WaitRegistration
> Register Alan
    SignUp: Authorized id=1001 first_name=Alan
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash1 first_name=Alan last_name=""
= Ready
