# The token that was accepted is over in the other data centre, and another one must be
# waited for.

only machine

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
= WaitOtherDevice
> Poll
    ExportLoginToken: LoginTokenMoved 4
    ImportLoginToken: Refused 400 AUTH_TOKEN_EXPIRED
    ExportLoginToken: Refused 420 FLOOD_WAIT_30
= WaitOtherDevice refused=FLOOD_WAIT retry=30s
