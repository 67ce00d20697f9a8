# Too many requests, the one refusal that has a status of its own. Without a time the
# person may try at once.

account username=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! refuse POST /api/v3/signin 429 retry-after=30 {"statusCode":429,"message":"too many requests"}
> Password lovelace-1815
    CheckPassword: Refused 429 FLOOD_WAIT said="statusCode 429" wait=30s
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
= WaitPassword refused=FLOOD_WAIT retry=30s
> Password lovelace-1815
= WaitPassword refused=too_early retry=30s
! clock +30s
! refuse POST /api/v3/signin 429 {"statusCode":429,"message":"too many requests"}
> Password lovelace-1815
    CheckPassword: Refused 429 FLOOD_WAIT said="statusCode 429"
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
= WaitPassword refused=FLOOD_WAIT
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
    < GET /api/v3/get-profile bearer=token1
= Ready
