# An access token lives for two hours; then it is refreshed. Once an operator has ended
# all logins there is nothing left to refresh.

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
! clock +1h59m30s
> Poll
    WhoAmI: Authorized id=user1 username=ada
    < POST /oidc/token client_id=app1 grant_type=refresh_token refresh_token=refresh1
    < GET /api/v3/get-profile bearer=token2
= Ready
! revoke
> Poll
    WhoAmI: Nobody
    < GET /api/v3/get-profile bearer=token2
    < POST /oidc/token client_id=app1 grant_type=refresh_token refresh_token=refresh2
= LoggedOut refused=AUTH_KEY_UNREGISTERED
! new login
> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
    < GET /api/v3/get-profile bearer=token3
= Ready
