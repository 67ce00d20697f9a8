# The first token is lost: the next one cannot be accepted either by who is signed in
# already.

account phone=+9996620001 first_name=Ada
account phone=+9996620002 first_name=Grace

! cut-after auth.exportLoginToken
> RequestQRCode 1001
    Connect: Connected
    ExportLoginToken: Unanswered
    WhoAmI: Nobody
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash except_ids=1001
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash except_ids=1001
= WaitOtherDevice
! scan +9996620001 AUTH_TOKEN_EXCEPTION
! scan +9996620002
> Poll
    ExportLoginToken: Authorized id=1002 first_name=Grace
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash except_ids=1001
= Ready
