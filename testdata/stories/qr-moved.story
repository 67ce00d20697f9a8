# The account lives in another data centre. The key for that one is stored before the
# token is imported there.

account phone=+9996620001 first_name=Ada dc=4

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
> Listen
    heard: LoginTokenAccepted
    ExportLoginToken: LoginTokenMoved 4
    ImportLoginToken: Authorized id=1001 first_name=Ada
    < dc2 key1 help.getNearestDc
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc4 key2 auth.importLoginToken token=qr2
= Ready
