# The line is cut before the log-out is heard, and then after. Only where the server
# says that nobody is signed in is the login over.

account username=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
    < GET /api/v3/get-profile bearer=token1
= Ready
! cut-before POST /oidc/token/revocation
> LogOut
    LogOut: Unanswered
    WhoAmI: Authorized id=user1 username=ada
    < GET /api/v3/get-profile bearer=token1
= Ready refused=unanswered
! cut-after POST /oidc/token/revocation
> LogOut
    LogOut: Unanswered
    WhoAmI: Nobody
    < POST /oidc/token/revocation client_id=app1 token=refresh1
    < GET /api/v3/get-profile bearer=token1
    < POST /oidc/token client_id=app1 grant_type=refresh_token refresh_token=refresh1
= LoggedOut
