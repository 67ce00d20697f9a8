# The QR code is over, and nobody wants another one.

account phone=+9996620001 first_name=Ada

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! clock +5m1s
> Cancel
    LogOut: Refused 401 AUTH_KEY_UNREGISTERED
    < dc2 key1 auth.logOut
= LoggedOut
