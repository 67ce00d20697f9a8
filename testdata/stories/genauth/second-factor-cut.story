# The line is cut before the code of the second factor is seen, and it can be given
# again. Then it is accepted and the answer is lost: the half login is spent, and the
# person begins again.

account username=grace password=hopper-1906 second_factor=OTP

> Name grace
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: CodeSent authenticator purpose=second_factor hash=hash1
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=grace passwordPayload.password=hopper-1906
= WaitCode
! cut-before POST /api/v2/applications/mfa/totp/verify
> Code totp
    SignIn: Unanswered
    WhoAmI: CodeSent authenticator purpose=second_factor hash=hash1
= WaitCode refused=unanswered
! cut-after POST /api/v2/applications/mfa/totp/verify
> Code totp
    SignIn: Unanswered
    WhoAmI: CodeSent authenticator purpose=second_factor hash=hash1
    < POST /api/v2/applications/mfa/totp/verify bearer=token1 totp=totp
= WaitCode refused=unanswered
> Code totp
    SignIn: Refused 401 PHONE_CODE_EXPIRED said="apiCode 2021"
    < POST /api/v2/applications/mfa/totp/verify bearer=token1 totp=totp
= WaitPhoneNumber refused=PHONE_CODE_EXPIRED
> Name grace
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: CodeSent authenticator purpose=second_factor hash=hash2
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=grace passwordPayload.password=hopper-1906
= WaitCode
> Code totp
    SignIn: Authorized id=user1 username=grace
    < POST /api/v2/applications/mfa/totp/verify bearer=token2 totp=totp
    < GET /api/v3/get-profile bearer=token3
= Ready
