# There is no line when the token is asked for: who is signed in already is to be
# named again.

account phone=+9996620001 first_name=Ada

! down
> RequestQRCode 1001
    Connect: NotSent
= WaitPhoneNumber refused=not_sent
! up
> RequestQRCode 1001
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash except_ids=1001
= WaitOtherDevice
! scan +9996620001 AUTH_TOKEN_EXCEPTION
> Poll
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash except_ids=1001
= WaitOtherDevice
