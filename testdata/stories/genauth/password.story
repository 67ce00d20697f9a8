# A name and a password sign in.

account username=ada password=lovelace-1815 name="Ada Lovelace"

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada first_name="Ada Lovelace"
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
    < GET /api/v3/get-profile bearer=token1
= Ready
> Poll
    WhoAmI: Authorized id=user1 username=ada first_name="Ada Lovelace"
    < GET /api/v3/get-profile bearer=token1
= Ready
> LogOut
    LogOut: Done
    < POST /oidc/token/revocation client_id=app1 token=refresh1
= LoggedOut
