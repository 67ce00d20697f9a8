# A phone number signs in with a password; the API wants it without its country code.

account phone=+15555550100 password=lovelace-1815

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.password=lovelace-1815 passwordPayload.phone=5555550100
    < GET /api/v3/get-profile bearer=token1
= Ready
