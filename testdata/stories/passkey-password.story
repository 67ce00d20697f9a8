# The account has two-step verification.

account phone=+9996620001 first_name=Ada passkey password=secret

> RequestPasskey
    Connect: Connected
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
> Passkey +9996620001
    FinishPasskey: PasswordWanted
    < dc2 key1 auth.finishPasskeyLogin id=passkey1 raw_id=passkey1 client_data=<client_data> authenticator_data=<authenticator_data> signature=<signature> user_handle=2:1001
    < dc2 key1 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= Ready
