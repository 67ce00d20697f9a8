# A data centre that there is not: nothing is sent.

account phone=+9996620001 first_name=Ada web=WEBTOKEN1

> WebToken WEBTOKEN1 77
    Connect: NotSent unknown_dc
= WaitPhoneNumber refused=unknown_dc
> WebToken WEBTOKEN1 2
    Connect: Connected
    ImportToken: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.importWebTokenAuthorization api_id=17349 api_hash=story-app-hash web_auth_token=WEBTOKEN1
= Ready
