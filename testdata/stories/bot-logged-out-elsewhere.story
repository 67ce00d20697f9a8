# The bot's token is replaced meanwhile, and its login ended.

account bot=7:AAF first_name=Robot

> BotToken 7:AAF
    Connect: Connected
    ImportToken: Authorized id=1001 first_name=Robot
    < dc2 key1 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
= Ready
! revoke key1
> Poll
    WhoAmI: Refused 401 SESSION_REVOKED
    < dc2 key1 users.getUsers id=self
= LoggedOut refused=SESSION_REVOKED
