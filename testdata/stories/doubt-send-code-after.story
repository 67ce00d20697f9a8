# The line is cut once the code is on its way: its hash is lost, and with it the
# code. The number is asked for again.

account phone=+9996620001 first_name=Ada

! cut-after auth.sendCode
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Unanswered
    WhoAmI: Nobody
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPhoneNumber refused=unanswered
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
