# The line is cut twice: when the account is deleted and when we ask who we are.
# The next word asks first, and nothing is deleted a second time.

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
! cut-after account.deleteAccount
! cut-before users.getUsers
> DeleteAccount "DELETE MY ACCOUNT" "" secret
    DeleteAccount: Unanswered
    WhoAmI: Unanswered
    < dc2 key1 account.deleteAccount reason="" srp_id=srp1 password=secret
    < dc2 key1 users.getUsers id=self
= WaitPassword doubt=DeleteAccount refused=unanswered
> DeleteAccount "DELETE MY ACCOUNT" "" secret
    WhoAmI: Refused 401 USER_DEACTIVATED
    < dc2 key1 users.getUsers id=self
= LoggedOut
