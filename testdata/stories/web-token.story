# One of Telegram's clients has handed a token over. It is good once.

account phone=+9996620001 first_name=Ada web=WEBTOKEN1

> WebToken WEBTOKEN1
    Connect: Connected
    ImportToken: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.importWebTokenAuthorization api_id=17349 api_hash=story-app-hash web_auth_token=WEBTOKEN1
= Ready
> LogOut
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
! new login
> WebToken WEBTOKEN1
    Connect: Connected
    ImportToken: Refused 400 WEBAUTH_TOKEN_EXPIRED
    < dc2 key2 auth.importWebTokenAuthorization api_id=17349 api_hash=story-app-hash web_auth_token=WEBTOKEN1
= WaitPhoneNumber refused=WEBAUTH_TOKEN_EXPIRED
