# Who asks for a passkey where the password is wanted is half signed in still: leaving
# there ends that on the server too.

account phone=+9996620001 password=secret passkey

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
> RequestPasskey
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
> Cancel
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
