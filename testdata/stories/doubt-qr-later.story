# Whether a token was accepted is in doubt until the server can be asked who is signed
# in: nobody, so another token is shown.

account phone=+9996620001 first_name=Ada

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! cut-before auth.exportLoginToken
! cut-before users.getUsers
> Poll
    ExportLoginToken: Unanswered
    WhoAmI: Unanswered
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
    < dc2 key1 users.getUsers id=self
= WaitOtherDevice doubt=ExportLoginToken refused=unanswered
> Poll
    WhoAmI: Nobody
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
> Poll
    ExportLoginToken: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= Ready
