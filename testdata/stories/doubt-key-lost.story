# The line is cut, and then the server has forgotten the key: a new one is made
# with the next number.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-after auth.signIn
! cut-after users.getUsers
> Code 22222
    SignIn: Unanswered
    WhoAmI: Unanswered
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 users.getUsers id=self
= WaitCode doubt=SignIn refused=unanswered
! forget key1
> Code 22222
    WhoAmI: Refused -404 (key lost)
= WaitPhoneNumber refused=transport_key_unknown
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
