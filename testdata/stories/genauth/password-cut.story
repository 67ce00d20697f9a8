# Before or after: GenAuth keeps nothing that could be asked without a token, so the
# password is given again.

account username=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! cut-before POST /api/v3/signin
> Password lovelace-1815
    CheckPassword: Unanswered
    WhoAmI: PasswordWanted
= WaitPassword refused=unanswered
! cut-after POST /api/v3/signin
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
