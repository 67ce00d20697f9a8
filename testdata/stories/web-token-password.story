# The token signs in half: the password is wanted, too.

account phone=+9996620001 first_name=Ada web=WEBTOKEN1 password=secret

> WebToken WEBTOKEN1
    Connect: Connected
    ImportToken: PasswordWanted
    < dc2 key1 auth.importWebTokenAuthorization api_id=17349 api_hash=story-app-hash web_auth_token=WEBTOKEN1
    < dc2 key1 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= Ready
