# The answer to a bot's token is lost, after the server has acted.

account bot=7:AAF first_name=Robot

! cut-after auth.importBotAuthorization
> BotToken 7:AAF
    Connect: Connected
    ImportToken: Unanswered
    WhoAmI: Authorized id=1001 first_name=Robot
    < dc2 key1 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
    < dc2 key1 users.getUsers id=self
= Ready
