# A token that must wait is refused without being sent.

account bot=7:AAF first_name=Robot

! refuse auth.importBotAuthorization 420 FLOOD_WAIT_60
> BotToken 7:AAF
    Connect: Connected
    ImportToken: Refused 420 FLOOD_WAIT_60
    < dc2 key1 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
= WaitPhoneNumber refused=FLOOD_WAIT retry=1m0s
! clock +59s
> BotToken 7:AAF
= WaitPhoneNumber refused=too_early retry=1s
! clock +1s
> BotToken 7:AAF
    ImportToken: Authorized id=1001 first_name=Robot
    < dc2 key1 auth.importBotAuthorization api_id=17349 api_hash=story-app-hash bot_auth_token=7:AAF
= Ready
