# The line is cut, and then the server finds our program too old for anything.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-after auth.signIn
! refuse users.getUsers 406 UPDATE_APP_TO_LOGIN
> Code 22222
    SignIn: Unanswered
    WhoAmI: Refused 406 UPDATE_APP_TO_LOGIN
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 users.getUsers id=self
= Failed refused=UPDATE_APP_TO_LOGIN
