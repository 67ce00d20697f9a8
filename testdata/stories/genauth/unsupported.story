# GenAuth wants the password changed at the first sign-in, which this library cannot
# do. It says so, and asks from the beginning.

account username=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! refuse POST /api/v3/signin 200 {"statusCode":403,"apiCode":1639,"message":"reset password"}
> Password lovelace-1815
    CheckPassword: Unsupported apiCode 1639
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
= WaitPhoneNumber refused=unsupported
> Name ada
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
    < GET /api/v3/get-profile bearer=token1
= Ready
