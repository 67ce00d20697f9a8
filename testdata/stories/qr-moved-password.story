# In the other data centre the password is wanted, and given to that one.

account phone=+9996620001 first_name=Ada dc=4 password=secret

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
> Listen
    heard: LoginTokenAccepted
    ExportLoginToken: LoginTokenMoved 4
    ImportLoginToken: PasswordWanted
    < dc2 key1 help.getNearestDc
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc4 key2 auth.importLoginToken token=qr2
    < dc4 key2 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.checkPassword srp_id=srp1 password=secret
= Ready
