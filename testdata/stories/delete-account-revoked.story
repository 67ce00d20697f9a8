# The login was ended from another device before the account could be deleted:
# it still exists, and the person is told.

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
! revoke key1
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Refused 401 SESSION_REVOKED
    < dc2 key1 account.deleteAccount reason=""
= WaitPhoneNumber refused=SESSION_REVOKED
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.checkPassword srp_id=srp2 password=secret
= Ready
! revoke key1
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Refused 401 SESSION_REVOKED
    < dc2 key1 account.deleteAccount reason=""
= LoggedOut refused=SESSION_REVOKED
