# Whether the token was imported is in doubt; nobody is signed in, and another one must
# be waited for.

only machine

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
= WaitOtherDevice
> Poll
    ExportLoginToken: LoginTokenMoved 4
    ImportLoginToken: Unanswered
    WhoAmI: Nobody
    ExportLoginToken: Refused 420 FLOOD_WAIT_30
= WaitOtherDevice refused=FLOOD_WAIT retry=30s
