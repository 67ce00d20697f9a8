# In place of a passkey Google's Firebase vouches for the number.

account phone=+9996620001 first_name=Ada pnv=SIMTOKEN1

> RequestPasskey
    Connect: Connected
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
> FirebasePNVToken SIMTOKEN1
    FinishPasskey: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.finishPasskeyLogin pnv_token=SIMTOKEN1
= Ready
