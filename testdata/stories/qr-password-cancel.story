# Who leaves at the password leaves nothing behind.

account phone=+9996620001 first_name=Ada password=secret

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
> Poll
    ExportLoginToken: PasswordWanted
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc2 key1 account.getPassword
= WaitPassword
> Cancel
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
