# The answer to an import is lost, and it has signed in half.

account phone=+9996620001 first_name=Ada dc=4 password=secret

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
    WhoAmI: PasswordWanted
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc4 key2 auth.importLoginToken token=qr2
    < dc4 key2 users.getUsers id=self
    < dc4 key2 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.checkPassword srp_id=srp1 password=secret
= Ready
