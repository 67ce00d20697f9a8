# The answer to a passkey is lost, after the server has acted.

account phone=+9996620001 first_name=Ada passkey

> RequestPasskey
    Connect: Connected
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
! cut-after auth.finishPasskeyLogin
> Passkey +9996620001
    FinishPasskey: Unanswered
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.finishPasskeyLogin id=passkey1 raw_id=passkey1 client_data=<client_data> authenticator_data=<authenticator_data> signature=<signature> user_handle=2:1001
    < dc2 key1 users.getUsers id=self
= Ready
