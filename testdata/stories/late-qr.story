# The token was accepted, and the answer comes when nobody waits for it any more. It
# counts; after the end it is undone.

only machine

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
= WaitOtherDevice
> Poll
    ExportLoginToken: Unanswered
    WhoAmI: Nobody
    ExportLoginToken: LoginTokenShown expires=30s
= WaitOtherDevice
> Cancel
    LogOut: Refused 401 AUTH_KEY_UNREGISTERED
= LoggedOut
~ ExportLoginToken: Authorized id=1001
    LogOut: Done
= LoggedOut
~ ExportLoginToken: PasswordWanted
    LogOut: Done
= LoggedOut
~ ExportLoginToken: LoginTokenMoved 4
= LoggedOut refused=conflict
~ ExportLoginToken: LoginTokenShown expires=30s
= LoggedOut refused=conflict
