# Google's Firebase verifies the number of the SIM card: no code is sent.

account phone=+9996620001 first_name=Ada pnv=SIMTOKEN1

> RequestFirebasePNV
    Connect: Connected
    InitPasskey: PasskeyOptions firebase
    < dc2 key1 auth.initFirebasePnvLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
> FirebasePNVToken SIMTOKEN1
    FinishPasskey: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.finishFirebasePnvLogin google_token=SIMTOKEN1
= Ready
