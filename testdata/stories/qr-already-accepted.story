# The token that is to be imported in the other data centre was imported already:
# another one is shown from there.

account phone=+9996620001 first_name=Ada dc=4

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
! refuse auth.importLoginToken 400 AUTH_TOKEN_ALREADY_ACCEPTED
> Listen
    heard: LoginTokenAccepted
    ExportLoginToken: LoginTokenMoved 4
    ImportLoginToken: Refused 400 AUTH_TOKEN_ALREADY_ACCEPTED
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 help.getNearestDc
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc4 key2 auth.importLoginToken token=qr2
    < dc4 key2 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice refused=AUTH_TOKEN_ALREADY_ACCEPTED
! scan +9996620001
> Listen
    heard: LoginTokenAccepted
    ExportLoginToken: Authorized id=1001 first_name=Ada
    < dc4 key2 help.getNearestDc
    < dc4 key2 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= Ready
