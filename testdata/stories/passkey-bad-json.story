# What no authenticator says is not sent, and another answer can be given.

account phone=+9996620001 first_name=Ada passkey

> RequestPasskey
    Connect: Connected
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
> Passkey {}
= WaitPasskey refused=CREDENTIAL_INVALID
> Passkey ""
= WaitPasskey refused=CREDENTIAL_INVALID
> Passkey +9996620001
    FinishPasskey: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.finishPasskeyLogin id=passkey1 raw_id=passkey1 client_data=<client_data> authenticator_data=<authenticator_data> signature=<signature> user_handle=2:1001
= Ready
