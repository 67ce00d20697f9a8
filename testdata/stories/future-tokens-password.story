# The account has a password: with a token no code is needed, and the password
# is wanted next (SESSION_PASSWORD_NEEDED).

account phone=+9996620001 future_tokens password=secret hint=pet first_name=Ada

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
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada future_token=token1
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= Ready
> LogOut
    LogOut: Done future_token=token2
    < dc2 key1 auth.logOut
= LoggedOut
! new login
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PasswordWanted hint=pet
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash logout_tokens=token1 logout_tokens=token2
    < dc2 key2 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada future_token=token3
    < dc2 key2 auth.checkPassword srp_id=srp2 password=secret
= Ready
