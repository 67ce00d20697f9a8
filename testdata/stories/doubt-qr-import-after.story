# In the other data centre the answer is lost, after the server has acted.

account phone=+9996620001 first_name=Ada dc=4

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
! cut-after auth.importLoginToken
> Poll
    ExportLoginToken: LoginTokenMoved 4
    ImportLoginToken: Unanswered
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc4 key2 auth.importLoginToken token=qr2
    < dc4 key2 users.getUsers id=self
= Ready
