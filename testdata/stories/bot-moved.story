# The bot lives in another data centre. The key for that one is stored first; the token
# goes there from memory.

account bot=7:AAF first_name=Robot dc=4

> BotToken 7:AAF
    Connect: Connected
    ImportToken: Moved 4
    ImportToken: Authorized id=1001 first_name=Robot
    < dc2 key1 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
    < dc4 key2 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
= Ready
