# Tokens belong to an account. Another number is sent a code as ever; and they
# outlast that sign-in and its end.

account phone=+9996620001 future_tokens first_name=Ada
account phone=+9996630003 first_name=Grace

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada future_token=token1
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
> LogOut
    LogOut: Done future_token=token2
    < dc2 key1 auth.logOut
= LoggedOut
! new login
> PhoneNumber +9996630003
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key2 auth.sendCode phone_number=+9996630003 api_id=17349 api_hash=story-app-hash logout_tokens=token1 logout_tokens=token2
= WaitCode
> Cancel
    CancelCode: Done
    < dc2 key2 auth.cancelCode phone_number=+9996630003 phone_code_hash=hash2
= LoggedOut
! new login
> PhoneNumber +9996630003
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key3 auth.sendCode phone_number=+9996630003 api_id=17349 api_hash=story-app-hash logout_tokens=token1 logout_tokens=token2
= WaitCode
> Code 33333
    SignIn: Authorized id=1002 first_name=Grace
    < dc2 key3 auth.signIn phone_number=+9996630003 phone_code_hash=hash3 phone_code=33333
= Ready
> LogOut
    LogOut: Done
    < dc2 key3 auth.logOut
= LoggedOut
! new login
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Authorized id=1001 first_name=Ada future_token=token3
    < dc2 key4 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash logout_tokens=token1 logout_tokens=token2
= Ready
