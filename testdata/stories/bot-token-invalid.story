# A token that is not good: another can be given, or anything else.

account phone=+9996620001 first_name=Ada
account bot=7:AAF first_name=Robot

> BotToken 7:AAG
    Connect: Connected
    ImportToken: Refused 400 ACCESS_TOKEN_INVALID
    < dc2 key1 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAG
= WaitPhoneNumber refused=ACCESS_TOKEN_INVALID
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> RequestQRCode
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
> BotToken 7:AAF
    ImportToken: Authorized id=1002 first_name=Robot
    < dc2 key1 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
= Ready
