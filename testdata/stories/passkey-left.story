# From a passkey to a number and back, under one key; options that nobody asked for mean
# nothing.

account phone=+9996620001 first_name=Ada passkey

> Passkey {}
= WaitPhoneNumber refused=not_allowed
> RequestPasskey
    Connect: Connected
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Passkey {}
= WaitCode refused=not_allowed
> RequestPasskey
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
> Cancel
    LogOut: Refused 401 AUTH_KEY_UNREGISTERED
    < dc2 key1 auth.logOut
= LoggedOut
