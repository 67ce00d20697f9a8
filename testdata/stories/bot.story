# A bot signs in with its token.

account bot=7:AAF first_name=Robot

> BotToken " 7:AAF "
    Connect: Connected
    ImportToken: Authorized id=1001 first_name=Robot
    < dc2 key1 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
= Ready
> Poll
    WhoAmI: Authorized id=1001 first_name=Robot
    < dc2 key1 users.getUsers id=self
= Ready
