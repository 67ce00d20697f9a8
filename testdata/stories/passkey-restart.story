# The server begins again: what was signed is of no use, and there are other options.

account phone=+9996620001 first_name=Ada passkey

! refuse auth.initPasskeyLogin 500 AUTH_RESTART
> RequestPasskey
    Connect: Connected
    InitPasskey: Refused 500 AUTH_RESTART
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
! refuse auth.finishPasskeyLogin 500 AUTH_RESTART
> Passkey +9996620001
    FinishPasskey: Refused 500 AUTH_RESTART
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.finishPasskeyLogin id=passkey1 raw_id=passkey1 client_data=<client_data> authenticator_data=<authenticator_data> signature=<signature> user_handle=2:1001
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey refused=AUTH_RESTART
> Passkey +9996620001
    FinishPasskey: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.finishPasskeyLogin id=passkey1 raw_id=passkey1 client_data=<client_data> authenticator_data=<authenticator_data> signature=<signature> user_handle=2:1001
= Ready
