# The endpoint that the vendor's SDKs use, with the application in the headers.

account login_name=ada password=lovelace-1815
transport legacy=true

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/oauth2/token password=lovelace-1815 username=ada x-kii-appid=test-app x-kii-appkey=test-key
= Ready
