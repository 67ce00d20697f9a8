# The account was banned before it could be deleted. That is not what was
# wanted, and the person is told.

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
! ban +9996620001
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Refused 401 USER_DEACTIVATED_BAN
    < dc2 key1 account.deleteAccount reason=""
= LoggedOut refused=USER_DEACTIVATED_BAN
