# It is known which data centre the token is good for: the key for that one is stored
# before anything is asked.

account phone=+9996620001 first_name=Ada dc=4 web=WEBTOKEN1

> WebToken WEBTOKEN1 4
    Connect: Connected
    ImportToken: Authorized id=1001 first_name=Ada
    < dc4 key1 auth.importWebTokenAuthorization api_id=17349 api_hash=story-app-hash web_auth_token=WEBTOKEN1
= Ready
