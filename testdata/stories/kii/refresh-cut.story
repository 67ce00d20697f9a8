# The answer to a refresh is lost, and Kii takes a refresh token once. The person finds
# out at the next look, and signs in again.

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
! cut-after POST /api/apps/{app}/oauth2/token
> Poll
    WhoAmI: Unanswered
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key expiresAt=1767330215000 grant_type=refresh_token refresh_token=refresh1
= Ready refused=unanswered
> Poll
    WhoAmI: Nobody
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key expiresAt=1767330215000 grant_type=refresh_token refresh_token=refresh1
= LoggedOut refused=AUTH_KEY_UNREGISTERED
! new login
> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key expiresAt=1767330215000 grant_type=password password=lovelace-1815 username=ada
= Ready
