# The second factor is an authenticator: nothing is sent.

account username=grace password=hopper-1906 second_factor=OTP

> Name grace
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: CodeSent authenticator purpose=second_factor hash=hash1
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=grace passwordPayload.password=hopper-1906
= WaitCode
> Resend
= WaitCode refused=no_resend
> Code wrong
    SignIn: Refused 403 PHONE_CODE_INVALID said="apiCode 6001"
    < POST /api/v2/applications/mfa/totp/verify bearer=token1 totp=wrong
= WaitCode refused=PHONE_CODE_INVALID
> Code totp
    SignIn: Authorized id=user1 username=grace
    < POST /api/v2/applications/mfa/totp/verify bearer=token1 totp=totp
    < GET /api/v3/get-profile bearer=token2
= Ready
