# A page of somebody in the way is neither a wrong password nor the end of a login.

account login_name=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! refuse POST /api/apps/{app}/oauth2/token 400 content-type=text/html <html>Please log in to the hotel's network</html>
> Password lovelace-1815
    CheckPassword: Unanswered
    WhoAmI: PasswordWanted
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= WaitPassword refused=unanswered
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= Ready
! refuse GET /api/apps/{app}/users/me 401 content-type=text/html <html>Please log in to the hotel's network</html>
> Poll
    WhoAmI: Unanswered
    < GET /api/apps/{app}/users/me bearer=token1
= Ready refused=unanswered
> Poll
    WhoAmI: Authorized id=user1 username=ada
    < GET /api/apps/{app}/users/me bearer=token1
= Ready
