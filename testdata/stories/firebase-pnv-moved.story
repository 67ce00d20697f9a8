# The account lives in another data centre.

account phone=+9996620001 first_name=Ada dc=4 pnv=SIMTOKEN1

> RequestFirebasePNV
    Connect: Connected
    InitPasskey: PasskeyOptions firebase
    < dc2 key1 auth.initFirebasePnvLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
> FirebasePNVToken SIMTOKEN1
    FinishPasskey: Moved 4
    FinishPasskey: Refused 400 CREDENTIAL_INVALID
    InitPasskey: PasskeyOptions firebase
    < dc2 key1 auth.finishFirebasePnvLogin google_token=SIMTOKEN1
    < dc4 key2 auth.finishFirebasePnvLogin google_token=SIMTOKEN1
    < dc4 key2 auth.initFirebasePnvLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey refused=CREDENTIAL_INVALID
> FirebasePNVToken SIMTOKEN1
    FinishPasskey: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.finishFirebasePnvLogin google_token=SIMTOKEN1
= Ready
