# The application is not known there. That is the author's to repair.

account login_name=ada password=lovelace-1815
transport app_id=no-such-app

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Refused 404 misconfigured said=APP_NOT_FOUND
    < POST /api/apps/{app}/oauth2/token basic=no-such-app:test-key grant_type=password password=lovelace-1815 username=ada
= Failed refused=misconfigured
