# The account is disabled. There is nothing that the person could say better.

account login_name=ada password=lovelace-1815 disabled=true

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Refused 401 USER_DEACTIVATED said=USER_DISABLED
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= Failed refused=USER_DEACTIVATED
