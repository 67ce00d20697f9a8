# An import's answer comes late: it counts, and brings its session.

only machine

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
= WaitOtherDevice
> Poll
    ExportLoginToken: LoginTokenMoved 4
    ImportLoginToken: Unanswered
    WhoAmI: Nobody
    ExportLoginToken: LoginTokenShown expires=30s
= WaitOtherDevice refused=unanswered
~ ImportLoginToken: LoginTokenMoved 1
= WaitOtherDevice refused=conflict
~ ImportLoginToken: Authorized id=1001
= Ready
