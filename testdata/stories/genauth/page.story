# A page of somebody in the way is neither a wrong password nor the end of a login.

account username=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! refuse POST /api/v3/signin 200 content-type=text/html <html>Please log in to the hotel's network</html>
> Password lovelace-1815
    CheckPassword: Unanswered
    WhoAmI: PasswordWanted
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
= WaitPassword refused=unanswered
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
    < GET /api/v3/get-profile bearer=token1
= Ready
! refuse GET /api/v3/get-profile 401 content-type=text/html <html>Please log in to the hotel's network</html>
> Poll
    WhoAmI: Unanswered
    < GET /api/v3/get-profile bearer=token1
= Ready refused=unanswered
> Poll
    WhoAmI: Authorized id=user1 username=ada
    < GET /api/v3/get-profile bearer=token1
= Ready
