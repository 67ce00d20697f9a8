# Before or after: Kii keeps nothing that could be asked without a token, so the
# password is given again.

account login_name=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! cut-before POST /api/apps/{app}/oauth2/token
> Password lovelace-1815
    CheckPassword: Unanswered
    WhoAmI: PasswordWanted
= WaitPassword refused=unanswered
! cut-after POST /api/apps/{app}/oauth2/token
> Password lovelace-1815
    CheckPassword: Unanswered
    WhoAmI: PasswordWanted
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= WaitPassword refused=unanswered
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= Ready
