# It takes two moves to come to where the account lives. Each key is stored before it
# is used.

account phone=+9996620001 first_name=Ada dc=4 qr_via=1

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
> Poll
    ExportLoginToken: LoginTokenMoved 1
    ImportLoginToken: LoginTokenMoved 4
    ImportLoginToken: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc1 key2 auth.importLoginToken token=qr2
    < dc4 key3 auth.importLoginToken token=qr3
= Ready
