# The access token is asked for an hour, and refreshed when less than a minute is left.
# Once the password has been changed there is nothing left to refresh.

account login_name=ada password=lovelace-1815
server refresh=true
transport life=1h

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key expiresAt=1767326645000 grant_type=password password=lovelace-1815 username=ada
= Ready
! clock +59m30s
> Poll
    WhoAmI: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key expiresAt=1767330215000 grant_type=refresh_token refresh_token=refresh1
= Ready
! clock +59m30s
! revoke ada
> Poll
    WhoAmI: Nobody
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key expiresAt=1767333785000 grant_type=refresh_token refresh_token=refresh2
= LoggedOut refused=AUTH_KEY_UNREGISTERED
! new login
> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key expiresAt=1767333785000 grant_type=password password=lovelace-1815 username=ada
= Ready
