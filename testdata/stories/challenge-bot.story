# A bot, or whoever has its token.

account bot=7:AAF first_name=Robot

! challenge auth.importBotAuthorization RECAPTCHA_CHECK_bot__KEY proof1
> BotToken 7:AAF
    Connect: Connected
    ImportToken: Refused 403 RECAPTCHA_CHECK_bot__KEY
    < dc2 key1 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
= WaitPhoneNumber refused=RECAPTCHA_CHECK
> Solved proof1 BotToken 7:AAF
    ImportToken: Authorized id=1001 first_name=Robot
    < dc2 key1 auth.importBotAuthorization recaptcha_token=proof1 api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
= Ready
