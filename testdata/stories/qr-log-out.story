# The future auth tokens that came with the scan and with the log-out are offered when
# a number is given later: then no code is wanted.

account phone=+9996620001 first_name=Ada future_tokens

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
> Listen
    heard: LoginTokenAccepted
    ExportLoginToken: Authorized id=1001 first_name=Ada future_token=token1
    < dc2 key1 help.getNearestDc
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= Ready
> LogOut
    LogOut: Done future_token=token2
    < dc2 key1 auth.logOut
= LoggedOut
! new login
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Authorized id=1001 first_name=Ada future_token=token3
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash logout_tokens=token1 logout_tokens=token2
= Ready
