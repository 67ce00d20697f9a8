# A code is out, and somebody scans instead: who that is says the token, whatever
# number was given.

account phone=+9996620001 first_name=Ada
account phone=+9996620002 first_name=Grace

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> RequestQRCode
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620002
> Poll
    ExportLoginToken: Authorized id=1002 first_name=Grace
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= Ready
