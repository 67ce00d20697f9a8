# Tokens outlast a login that the server has ended.

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
! revoke key1
> Poll
    WhoAmI: Refused 401 SESSION_REVOKED
    < dc2 key1 users.getUsers id=self
= LoggedOut refused=SESSION_REVOKED
! new login
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Authorized id=1001 first_name=Ada future_token=token2
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash logout_tokens=token1
= Ready
