# The server trips, and then refuses for a reason that says nothing.

account login_name=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! refuse POST /api/apps/{app}/oauth2/token 500 {"errorCode":"UNDEFINED_ERROR"}
> Password lovelace-1815
    CheckPassword: Refused 500 UNDEFINED_ERROR
    WhoAmI: PasswordWanted
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= WaitPassword refused=UNDEFINED_ERROR
! refuse POST /api/apps/{app}/oauth2/token 400 {"errorCode":"INVALID_INPUT_DATA"}
> Password lovelace-1815
    CheckPassword: Refused 400 INVALID_INPUT_DATA
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= WaitPassword refused=INVALID_INPUT_DATA
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= Ready
