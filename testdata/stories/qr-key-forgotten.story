# The server has forgotten the key: a token is shown under another one.

account phone=+9996620001 first_name=Ada

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! forget key1
> Poll
    ExportLoginToken: Refused -404 (key lost)
= WaitPhoneNumber refused=transport_key_unknown
> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key2 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
> Poll
    ExportLoginToken: Authorized id=1001 first_name=Ada
    < dc2 key2 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= Ready
