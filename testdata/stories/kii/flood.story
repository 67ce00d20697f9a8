# Too many requests, with a time and without. Nobody has documented that Kii does so,
# but what stands before it may.

account login_name=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! refuse POST /api/apps/{app}/oauth2/token 429 retry-after=30 slow down
> Password lovelace-1815
    CheckPassword: Refused 429 FLOOD_WAIT said="" wait=30s
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= WaitPassword refused=FLOOD_WAIT retry=30s
> Password lovelace-1815
= WaitPassword refused=too_early retry=30s
! clock +30s
! refuse POST /api/apps/{app}/oauth2/token 429 slow down
> Password lovelace-1815
    CheckPassword: Refused 429 FLOOD_WAIT said=""
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= WaitPassword refused=FLOOD_WAIT
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= Ready
