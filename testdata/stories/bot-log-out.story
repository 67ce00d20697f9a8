# A bot logs out. The future auth token that comes with it is kept.

account bot=7:AAF first_name=Robot future_tokens

> BotToken 7:AAF
    Connect: Connected
    ImportToken: Authorized id=1001 first_name=Robot future_token=token1
    < dc2 key1 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
= Ready
> LogOut
    LogOut: Done future_token=token2
    < dc2 key1 auth.logOut
= LoggedOut
! new login
> BotToken 7:AAF
    Connect: Connected
    ImportToken: Authorized id=1001 first_name=Robot future_token=token3
    < dc2 key2 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
= Ready
