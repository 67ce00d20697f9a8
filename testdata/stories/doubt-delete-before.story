# The line is cut before the deletion reached the server: the half login is
# still there, and the person is told that nothing has come of it.

account phone=+9996620001 password=secret hint=pet first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
! cut-before account.deleteAccount
> DeleteAccount "DELETE MY ACCOUNT" "" secret
    DeleteAccount: Unanswered
    WhoAmI: PasswordWanted hint=pet
    < dc2 key1 account.deleteAccount reason="" srp_id=srp1 password=secret
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPassword refused=unanswered
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.checkPassword srp_id=srp2 password=secret
= Ready
