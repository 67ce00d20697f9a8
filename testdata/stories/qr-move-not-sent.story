# The account lives where there is no way to. The token is used up, so the next poll
# brings where to go, or another token.

only machine

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
= WaitOtherDevice
> Poll
    ExportLoginToken: NotSent
= WaitOtherDevice refused=not_sent
> Poll
    ExportLoginToken: LoginTokenMoved 4
    ImportLoginToken: NotSent
= WaitOtherDevice refused=not_sent
> Poll
    ExportLoginToken: LoginTokenShown expires=30s
= WaitOtherDevice
> Poll
    ExportLoginToken: Authorized id=1001
= Ready
