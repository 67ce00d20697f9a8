# Tokens are offered at the account's new home as well.

server dcs=2,4
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
! move +9996620001 4
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Moved 4
    SendCode: Authorized id=1001 first_name=Ada future_token=token3
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash logout_tokens=token1 logout_tokens=token2
    < dc4 key3 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash logout_tokens=token1 logout_tokens=token2
= Ready
