# A code by e-mail signs in.

account email=ada@example.com name=Ada
transport codes=true

> Email ada@example.com
    Connect: Connected
    SendCode: CodeSent mail next=mail resend_after=1m0s hash=hash1
    < POST /api/v3/send-email channel=CHANNEL_LOGIN email=ada@example.com
= WaitCode
> Code code1
    SignIn: Authorized id=user1 first_name=Ada
    < POST /api/v3/signin connection=PASSCODE options.scope="openid profile offline_access" passCodePayload.email=ada@example.com passCodePayload.passCode=code1
    < GET /api/v3/get-profile bearer=token1
= Ready
