# The answer with the token is lost, before the server has made it. Nobody is signed
# in, so another one is asked for.

account phone=+9996620001 first_name=Ada

! cut-before auth.exportLoginToken
> RequestQRCode
    Connect: Connected
    ExportLoginToken: Unanswered
    WhoAmI: Nobody
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
> Poll
    ExportLoginToken: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= Ready
