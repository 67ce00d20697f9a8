# The operator has locked one account and disabled another. There is nothing that the
# person could say better; who is somebody else begins a new login.

account username=ada password=lovelace-1815 locked=true
account username=grace password=hopper-1906 disabled=true
account username=kay password=mcnulty-1921

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Refused 403 account_locked said="apiCode 2005"
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
= Failed refused=account_locked
! new login
> Name grace
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: Refused 403 USER_DEACTIVATED said="apiCode 2120008"
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=grace passwordPayload.password=hopper-1906
= Failed refused=USER_DEACTIVATED
! new login
> Name kay
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password mcnulty-1921
    CheckPassword: Authorized id=user1 username=kay
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=kay passwordPayload.password=mcnulty-1921
    < GET /api/v3/get-profile bearer=token1
= Ready
