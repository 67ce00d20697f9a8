# The line is cut twice, and the code has not arrived: first we ask who we are,
# then the code that was typed meanwhile is given.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-before auth.signIn
! cut-before users.getUsers
> Code 22222
    SignIn: Unanswered
    WhoAmI: Unanswered
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=unanswered
> Code 22222
    WhoAmI: Nobody
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
