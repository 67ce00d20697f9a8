# The answer is lost, and nobody is signed in any more (AUTH_KEY_UNREGISTERED).
# Whether the account still exists is not known.

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
! cut-after account.deleteAccount
! refuse users.getUsers 401 AUTH_KEY_UNREGISTERED
! refuse account.getPassword 401 AUTH_KEY_UNREGISTERED
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Unanswered
    WhoAmI: Nobody
    < dc2 key1 account.deleteAccount reason=""
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= LoggedOut refused=unanswered
