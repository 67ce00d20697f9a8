# In the other data centre the answer is lost, before the server has acted.

account phone=+9996620001 first_name=Ada dc=4

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
! cut-before auth.importLoginToken
> Poll
    ExportLoginToken: LoginTokenMoved 4
    ImportLoginToken: Unanswered
    WhoAmI: Nobody
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc4 key2 auth.importLoginToken token=qr2
    < dc4 key2 users.getUsers id=self
    < dc4 key2 account.getPassword
    < dc4 key2 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice refused=unanswered
! scan +9996620001
> Poll
    ExportLoginToken: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= Ready
