# An application without refresh tokens: when the token is over, so is the login.

account login_name=ada password=lovelace-1815
transport life=1h

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key expiresAt=1767326645000 grant_type=password password=lovelace-1815 username=ada
= Ready
! clock +1h
> Poll
    WhoAmI: Nobody
    < GET /api/apps/{app}/users/me bearer=token1
= LoggedOut refused=AUTH_KEY_UNREGISTERED
! new login
> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key expiresAt=1767330245000 grant_type=password password=lovelace-1815 username=ada
= Ready
