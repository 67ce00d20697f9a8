# The line swallows everything for a while: the code may have arrived, and who
# we are is not to be learnt. Then it did not.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! silent
> Code 22222
    SignIn: Unanswered
    WhoAmI: Unanswered
= WaitCode doubt=SignIn refused=unanswered
> Code 22222
    WhoAmI: Unanswered
= WaitCode doubt=SignIn refused=unanswered
! up
> Code 22222
    WhoAmI: Nobody
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
