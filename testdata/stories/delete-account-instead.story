# In place of the password the account is deleted: at once, where the server
# lets that be.

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
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Done
    < dc2 key1 account.deleteAccount reason=""
= LoggedOut
! new login
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: RegistrationWanted
    < dc2 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= WaitRegistration
