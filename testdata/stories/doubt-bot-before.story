# The answer to a bot's token is lost, before the server has acted.

account bot=7:AAF first_name=Robot

! cut-before auth.importBotAuthorization
> BotToken 7:AAF
    Connect: Connected
    ImportToken: Unanswered
    WhoAmI: Nobody
    < dc2 key1 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPhoneNumber refused=unanswered
