# A name and a password sign in. Kii has no way to revoke a token: who logs out
# throws it away.

account login_name=ada password=lovelace-1815 display_name=Ada

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= Ready
> Poll
    WhoAmI: Authorized id=user1 username=ada first_name=Ada
    < GET /api/apps/{app}/users/me bearer=token1
= Ready
> LogOut
    LogOut: Done
= LoggedOut
