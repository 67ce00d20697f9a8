# There is no line: the person says the same again later.

account username=ada password=lovelace-1815

! down
> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: NotSent
= WaitPassword refused=not_sent
! up
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
    < GET /api/v3/get-profile bearer=token1
= Ready
! down
> LogOut
    LogOut: NotSent
= Ready refused=not_sent
! up
> LogOut
    LogOut: Done
    < POST /oidc/token/revocation client_id=app1 token=refresh1
= LoggedOut
