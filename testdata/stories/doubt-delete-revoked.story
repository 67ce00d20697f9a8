# The answer is lost, and the login was ended from another device: whether the
# account still exists is not known, and the person is told.

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
! cut-before users.getUsers
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Unanswered
    WhoAmI: Unanswered
    < dc2 key1 account.deleteAccount reason=""
    < dc2 key1 users.getUsers id=self
= Ready doubt=DeleteAccount refused=unanswered
! revoke key1
> Poll
    WhoAmI: Refused 401 SESSION_REVOKED
    < dc2 key1 users.getUsers id=self
= LoggedOut refused=SESSION_REVOKED
