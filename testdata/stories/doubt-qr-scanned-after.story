# The token was scanned, and what came of it is lost, after the server has acted: who
# we are says it.

account phone=+9996620001 first_name=Ada

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
! cut-after auth.exportLoginToken
> Poll
    ExportLoginToken: Unanswered
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc2 key1 users.getUsers id=self
= Ready
