# The answer is lost in the other data centre, and has signed in there.

account phone=+9996620001 first_name=Ada passkey dc=4

> RequestPasskey
    Connect: Connected
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
! cut-after auth.finishPasskeyLogin
> Passkey +9996620001
    FinishPasskey: Moved 4
    FinishPasskey: Unanswered
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.finishPasskeyLogin id=passkey1 raw_id=passkey1 client_data=<client_data> authenticator_data=<authenticator_data> signature=<signature> user_handle=4:1001 from_dc_id=2 from_auth_key_id=key1
    < dc4 key2 users.getUsers id=self
= Ready
