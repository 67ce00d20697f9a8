# A token that was replaced by @BotFather.

account bot=7:AAF first_name=Robot bot_expired
account bot=7:AAG first_name=Robot

> BotToken 7:AAF
    Connect: Connected
    ImportToken: Refused 400 ACCESS_TOKEN_EXPIRED
    < dc2 key1 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
= WaitPhoneNumber refused=ACCESS_TOKEN_EXPIRED
> BotToken 7:AAG
    ImportToken: Authorized id=1002 first_name=Robot
    < dc2 key1 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAG
= Ready
