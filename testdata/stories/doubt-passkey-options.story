# The options are lost. Nobody can have been signed in by them, so they are asked for
# again.

account phone=+9996620001 first_name=Ada passkey

! cut-after auth.initPasskeyLogin
> RequestPasskey
    Connect: Connected
    InitPasskey: Unanswered
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=unanswered
> RequestPasskey
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
> Passkey +9996620001
    FinishPasskey: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.finishPasskeyLogin id=passkey1 raw_id=passkey1 client_data=<client_data> authenticator_data=<authenticator_data> signature=<signature> user_handle=2:1001
= Ready
