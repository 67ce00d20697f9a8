# The line is cut before the deletion reached the server: one is still signed
# in, and told that nothing has come of it.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
! cut-before account.deleteAccount
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Unanswered
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 account.deleteAccount reason=""
    < dc2 key1 users.getUsers id=self
= Ready refused=unanswered
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Done
    < dc2 key1 account.deleteAccount reason=""
= LoggedOut
