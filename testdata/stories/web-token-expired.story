# The token is over: a number signs in.

account phone=+9996620001 first_name=Ada

> WebToken WEBTOKEN1
    Connect: Connected
    ImportToken: Refused 400 WEBAUTH_TOKEN_EXPIRED
    < dc2 key1 auth.importWebTokenAuthorization api_id=17349 api_hash=story-app-hash web_auth_token=WEBTOKEN1
= WaitPhoneNumber refused=WEBAUTH_TOKEN_EXPIRED
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
