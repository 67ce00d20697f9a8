# The tokens have come, and the line is cut when it asks whose they are. They are kept,
# so nobody gives a password twice.

account username=ada password=lovelace-1815 name=Ada

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! cut-before GET /api/v3/get-profile
> Password lovelace-1815
    CheckPassword: Unanswered
    WhoAmI: Authorized id=user1 username=ada first_name=Ada
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=ada passwordPayload.password=lovelace-1815
    < GET /api/v3/get-profile bearer=token1
= Ready
