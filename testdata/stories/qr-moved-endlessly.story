# Servers that send us from one to the other, for ever: it ends, and can be tried
# again.

account phone=+9996620001 first_name=Ada dc=4 qr_via=1,2,1,2,1,2,1,2,1

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
> Poll
    ExportLoginToken: LoginTokenMoved 1
    ImportLoginToken: LoginTokenMoved 2
    ImportLoginToken: LoginTokenMoved 1
    ImportLoginToken: LoginTokenMoved 2
    ImportLoginToken: LoginTokenMoved 1
    ImportLoginToken: LoginTokenMoved 2
    ImportLoginToken: LoginTokenMoved 1
    ImportLoginToken: LoginTokenMoved 2
    ImportLoginToken: LoginTokenMoved 1
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc1 key2 auth.importLoginToken token=qr2
    < dc2 key3 auth.importLoginToken token=qr3
    < dc1 key4 auth.importLoginToken token=qr4
    < dc2 key5 auth.importLoginToken token=qr5
    < dc1 key6 auth.importLoginToken token=qr6
    < dc2 key7 auth.importLoginToken token=qr7
    < dc1 key8 auth.importLoginToken token=qr8
    < dc2 key9 auth.importLoginToken token=qr9
= WaitOtherDevice refused=too_many_refusals
> Poll
    ExportLoginToken: LoginTokenShown expires=30s
    < dc1 key10 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
