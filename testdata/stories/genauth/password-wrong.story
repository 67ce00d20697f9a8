# GenAuth does not tell whether the name or the password is wrong.

account username=ada password=lovelace-1815

> Name adda
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Refused 403 credentials_invalid said="apiCode 2333"
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=adda passwordPayload.password=lovelace-1815
= WaitPassword refused=credentials_invalid
> Password lovelace-1816
    CheckPassword: Refused 403 credentials_invalid said="apiCode 2333"
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=adda passwordPayload.password=lovelace-1816
= WaitPassword refused=credentials_invalid
> Name ada
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
    < GET /api/v3/get-profile bearer=token1
= Ready
