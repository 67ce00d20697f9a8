# The server trips, and then refuses for a reason that nobody has documented. Both are
# told with the status 200, which is no yes.

account username=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! refuse POST /api/v3/signin 200 {"statusCode":500,"message":"Internal Server Error"}
> Password lovelace-1815
    CheckPassword: Refused 500 statusCode 500
    WhoAmI: PasswordWanted
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
= WaitPassword refused=STATUSCODE
! refuse POST /api/v3/signin 200 {"statusCode":403,"apiCode":9999,"message":"no"}
> Password lovelace-1815
    CheckPassword: Refused 403 unnamed said="apiCode 9999"
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
= WaitPassword refused=unnamed
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
    < GET /api/v3/get-profile bearer=token1
= Ready
