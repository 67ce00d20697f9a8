# Too many tokens: the server wants a pause, and the one that is shown stays.

account phone=+9996620001 first_name=Ada

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! refuse auth.exportLoginToken 420 FLOOD_WAIT_30
> Poll
    ExportLoginToken: Refused 420 FLOOD_WAIT_30
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice refused=FLOOD_WAIT retry=30s
! clock +10s
> Poll
= WaitOtherDevice refused=too_early retry=20s
! scan +9996620001
! clock +20s
> Poll
    ExportLoginToken: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= Ready
