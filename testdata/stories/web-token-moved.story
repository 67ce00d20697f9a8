# The server says where the token is good.

account phone=+9996620001 first_name=Ada dc=4 web=WEBTOKEN1

> WebToken WEBTOKEN1
    Connect: Connected
    ImportToken: Moved 4
    ImportToken: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.importWebTokenAuthorization api_id=17349 api_hash=story-app-hash web_auth_token=WEBTOKEN1
    < dc4 key2 auth.importWebTokenAuthorization api_id=17349 api_hash=story-app-hash web_auth_token=WEBTOKEN1
= Ready
