# The server wants a pause: a passkey must wait, a number need not.

account phone=+9996620001 first_name=Ada passkey

> RequestPasskey
    Connect: Connected
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
! refuse auth.finishPasskeyLogin 420 FLOOD_WAIT_30
> Passkey +9996620001
    FinishPasskey: Refused 420 FLOOD_WAIT_30
    < dc2 key1 auth.finishPasskeyLogin id=passkey1 raw_id=passkey1 client_data=<client_data> authenticator_data=<authenticator_data> signature=<signature> user_handle=2:1001
= WaitPasskey refused=FLOOD_WAIT retry=30s
> Passkey +9996620001
= WaitPasskey refused=too_early retry=30s
! clock +30s
> Passkey +9996620001
    FinishPasskey: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.finishPasskeyLogin id=passkey1 raw_id=passkey1 client_data=<client_data> authenticator_data=<authenticator_data> signature=<signature> user_handle=2:1001
= Ready
