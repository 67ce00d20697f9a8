# A password is waited for a day, and leaving is possible for ever.

account phone=+9996620001 password=secret

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
! clock +25h
> Password secret
= WaitPassword refused=expired
> Cancel
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
