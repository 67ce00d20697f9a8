# The server gives a token with the sign-in and another one when it is left.
# They are kept when the login is forgotten, the next sign-in offers both, and
# needs no code.

account phone=+9996620001 future_tokens first_name=Ada

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
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Authorized id=1001 first_name=Ada future_token=token3
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash logout_tokens=token1 logout_tokens=token2
= Ready
> LogOut
    LogOut: Done future_token=token4
    < dc2 key2 auth.logOut
= LoggedOut
! new login
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Authorized id=1001 first_name=Ada future_token=token5
    < dc2 key3 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash logout_tokens=token1 logout_tokens=token2 logout_tokens=token3 logout_tokens=token4
= Ready
