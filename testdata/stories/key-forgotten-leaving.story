# The server forgets our key, and we change the number, log out and leave.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! forget key1
> PhoneNumber +9996620001
    CancelCode: Refused -404 (key lost)
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> PhoneNumber +9996620001
    CancelCode: Done
    SendCode: CodeSent app length=5
    < dc2 key2 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash2
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 phone_code=22222
= Ready
! forget key2
> LogOut
    LogOut: Refused -404 (key lost)
= LoggedOut
