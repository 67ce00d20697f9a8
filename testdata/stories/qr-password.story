# The account has two-step verification: the scan is half the way. A mistyped
# password is no reason to scan again.

account phone=+9996620001 first_name=Ada password=secret hint=pet

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
> Listen
    heard: LoginTokenAccepted
    ExportLoginToken: PasswordWanted hint=pet
    < dc2 key1 help.getNearestDc
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc2 key1 account.getPassword
= WaitPassword
> Password sekret
    CheckPassword: Refused 400 PASSWORD_HASH_INVALID
    < dc2 key1 auth.checkPassword srp_id=srp1 password=sekret
= WaitPassword refused=PASSWORD_HASH_INVALID
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword srp_id=srp2 password=secret
= Ready
