# A face is wanted as the second factor, which nobody can type: it says what is missing
# and asks from the beginning.

account username=grace password=hopper-1906 second_factor=FACE

> Name grace
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: Unsupported a second factor that is no SMS, e-mail or authenticator (apiCode 1636)
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=grace passwordPayload.password=hopper-1906
= WaitPhoneNumber refused=unsupported
