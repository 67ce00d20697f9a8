# There is no line: whether somebody is signed in stays to be found out.

account phone=+9996620001 first_name=Ada

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! down
> Cancel
    LogOut: NotSent
    WhoAmI: NotSent
= LoggedOut doubt=LogOut refused=not_sent
! up
> Poll
    WhoAmI: Nobody
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= LoggedOut
