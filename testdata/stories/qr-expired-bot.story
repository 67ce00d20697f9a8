# The QR code is over, and a bot's token is given in its place.

account phone=+9996620001 first_name=Ada
account bot=7:AAF first_name=Robot

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! clock +5m1s
> BotToken 7:AAF
    ImportToken: Authorized id=1002 first_name=Robot
    < dc2 key1 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
= Ready
