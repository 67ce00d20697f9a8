# The passkey says in which data centre its account lives. The key for that one is
# stored, and told where the options came from.

account phone=+9996620001 first_name=Ada passkey dc=4

> RequestPasskey
    Connect: Connected
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
> Passkey +9996620001
    FinishPasskey: Moved 4
    FinishPasskey: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.finishPasskeyLogin id=passkey1 raw_id=passkey1 client_data=<client_data> authenticator_data=<authenticator_data> signature=<signature> user_handle=4:1001 from_dc_id=2 from_auth_key_id=key1
= Ready
