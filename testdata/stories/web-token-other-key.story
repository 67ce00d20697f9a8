# There is a key already, of another data centre than the token: one for that is made
# and stored first.

account phone=+9996620001 first_name=Ada dc=4 web=WEBTOKEN1

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
> WebToken WEBTOKEN1 4
    ImportToken: Moved 4
    ImportToken: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.importWebTokenAuthorization api_id=17349 api_hash=story-app-hash web_auth_token=WEBTOKEN1
= Ready
