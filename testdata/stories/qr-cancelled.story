# Who leaves a QR code ends what may have come of it: somebody may have scanned it.
# Nobody has, and that is well.

account phone=+9996620001 first_name=Ada

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
> Cancel
    LogOut: Refused 401 AUTH_KEY_UNREGISTERED
    < dc2 key1 auth.logOut
= LoggedOut
> Poll
= LoggedOut refused=not_allowed
