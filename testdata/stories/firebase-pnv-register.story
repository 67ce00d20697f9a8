# The number is verified and has no account yet: a name makes one, without any code.

account phone=+9996620001 unregistered pnv=SIMTOKEN1 terms="Be good."

> RequestFirebasePNV
    Connect: Connected
    InitPasskey: PasskeyOptions firebase
    < dc2 key1 auth.initFirebasePnvLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
> FirebasePNVToken SIMTOKEN1
    FinishPasskey: RegistrationWanted terms=terms-1 text="Be good."
    < dc2 key1 auth.finishFirebasePnvLogin google_token=SIMTOKEN1
= WaitRegistration
> Register Ada Lovelace
= WaitRegistration refused=terms_not_accepted
> AcceptTerms terms-1
= WaitRegistration
> Register Ada Lovelace quietly
    SignUp: Authorized id=1001 first_name=Ada last_name=Lovelace
    < dc2 key1 auth.firebasePnvSignUp no_joined_notifications=true first_name=Ada last_name=Lovelace
= Ready
