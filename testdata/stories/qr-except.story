# Whoever is signed in here already cannot be it; the same goes for the next token.

account phone=+9996620001 first_name=Ada
account phone=+9996620002 first_name=Grace

> RequestQRCode 1001
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash except_ids=1001
= WaitOtherDevice
! scan +9996620001 AUTH_TOKEN_EXCEPTION
! clock +30s
> Poll
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash except_ids=1001
= WaitOtherDevice
! scan +9996620001 AUTH_TOKEN_EXCEPTION
! scan +9996620002
> Poll
    ExportLoginToken: Authorized id=1002 first_name=Grace
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash except_ids=1001
= Ready
