# A token of nobody's: it is asked for again. A passkey is something else.

account phone=+9996620001 first_name=Ada pnv=SIMTOKEN1 passkey

> RequestFirebasePNV
    Connect: Connected
    InitPasskey: PasskeyOptions firebase
    < dc2 key1 auth.initFirebasePnvLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
> Passkey {"id":"a","response":{"clientDataJSON":"AA","authenticatorData":"AA","signature":"AA"}}
= WaitPasskey refused=not_allowed
> FirebasePNVToken SIMTOKEN2
    FinishPasskey: Refused 400 CREDENTIAL_INVALID
    InitPasskey: PasskeyOptions firebase
    < dc2 key1 auth.finishFirebasePnvLogin google_token=SIMTOKEN2
    < dc2 key1 auth.initFirebasePnvLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey refused=CREDENTIAL_INVALID
> FirebasePNVToken ""
= WaitPasskey refused=token_missing
> FirebasePNVToken SIMTOKEN1
    FinishPasskey: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.finishFirebasePnvLogin google_token=SIMTOKEN1
= Ready
