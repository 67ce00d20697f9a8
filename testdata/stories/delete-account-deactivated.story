# The account has been deleted by somebody else meanwhile (USER_DEACTIVATED):
# that is what was wanted, where a password is asked for and where one is signed
# in.

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
! refuse account.deleteAccount 401 USER_DEACTIVATED
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Refused 401 USER_DEACTIVATED
    < dc2 key1 account.deleteAccount reason=""
= LoggedOut
! new login
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet
    < dc2 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key2 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key2 auth.checkPassword srp_id=srp2 password=secret
= Ready
! refuse account.deleteAccount 401 USER_DEACTIVATED
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Refused 401 USER_DEACTIVATED
    < dc2 key2 account.deleteAccount reason=""
= LoggedOut
