# The server begins again, and so do we.

account phone=+9996620001 first_name=Ada dc=4

! refuse auth.exportLoginToken 500 AUTH_RESTART
> RequestQRCode
    Connect: Connected
    ExportLoginToken: Refused 500 AUTH_RESTART
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
! refuse auth.importLoginToken 500 AUTH_RESTART
> Poll
    ExportLoginToken: LoginTokenMoved 4
    ImportLoginToken: Refused 500 AUTH_RESTART
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc4 key2 auth.importLoginToken token=qr2
    < dc4 key2 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice refused=AUTH_RESTART
! scan +9996620001
> Poll
    ExportLoginToken: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= Ready
