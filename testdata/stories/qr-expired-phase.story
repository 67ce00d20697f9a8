# Nobody has looked at the QR code for a long time. It is over, and so is the question;
# another one can still be asked for.

account phone=+9996620001 first_name=Ada

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! clock +5m1s
> Poll
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! clock +5m1s
> RequestQRCode
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
> Poll
    ExportLoginToken: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= Ready
