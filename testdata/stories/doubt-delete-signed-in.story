# In doubt about the password, the account is to be deleted instead; but the
# password was right. The deletion was meant where the password was asked for,
# so it is asked for anew.

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
! cut-after auth.checkPassword
! cut-before users.getUsers
> Password secret
    CheckPassword: Unanswered
    WhoAmI: Unanswered
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
    < dc2 key1 users.getUsers id=self
= WaitPassword doubt=CheckPassword refused=unanswered
> DeleteAccount "DELETE MY ACCOUNT"
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 users.getUsers id=self
= Ready refused=not_allowed
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Done
    < dc2 key1 account.deleteAccount reason=""
= LoggedOut
