# The line is cut when the code is given, and gone after that. Whatever is said,
# we first ask who we are, until there is an answer; the phase's time runs out
# meanwhile, which does not matter.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-after auth.signIn
! cut-before users.getUsers
> Code 22222
    SignIn: Unanswered
    WhoAmI: Unanswered
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=unanswered
! down
> Code 22222
    WhoAmI: NotSent
= WaitCode doubt=SignIn refused=unanswered
! clock +6m
> PhoneNumber +9996620001
    WhoAmI: NotSent
= WaitCode doubt=SignIn refused=unanswered
! up
> Code 22222
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 users.getUsers id=self
= Ready
