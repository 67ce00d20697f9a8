# Another device, which is signed in, scans the QR code. No number is given and no
# code; who does not listen asks now and then.

account phone=+9996620001 first_name=Ada

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
> Poll
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
> Poll
    ExportLoginToken: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= Ready
> LogOut
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
