# What a passkey was to sign is over, and nobody wants another one.

account phone=+9996620001 first_name=Ada

> RequestPasskey
    Connect: Connected
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
! clock +5m1s
> Cancel
    LogOut: Refused 401 AUTH_KEY_UNREGISTERED
    < dc2 key1 auth.logOut
= LoggedOut
