# The second factor goes by e-mail, and the answer to the request for it is lost. The
# password is not asked for again. Another message cannot be had so soon, but the
# first one has come, and is good.

account username=grace email=grace@example.com password=hopper-1906 second_factor=EMAIL

> Name grace
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! cut-after POST /api/v3/send-email
> Password hopper-1906
    CheckPassword: Unanswered
    WhoAmI: CodeSent none next=mail purpose=second_factor hash=hash1
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=grace passwordPayload.password=hopper-1906
    < POST /api/v3/send-email channel=CHANNEL_VERIFY_MFA email=grace@example.com
= WaitCode
> Resend
    ResendCode: Refused 429 FLOOD_WAIT said="statusCode 429" wait=1m0s
    < POST /api/v3/send-email channel=CHANNEL_VERIFY_MFA email=grace@example.com
= WaitCode refused=FLOOD_WAIT retry=1m0s
> Code code1
    SignIn: Authorized id=user1 username=grace
    < POST /api/v2/applications/mfa/email/verify bearer=token1 code=code1 email=grace@example.com
    < GET /api/v3/get-profile bearer=token2
= Ready
