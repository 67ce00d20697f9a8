# A code by SMS signs in. It is mistyped, and one a minute can be sent: the new one
# makes the old one worthless.

account phone=+15555550100 name=Ada
transport codes=true

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms next=sms resend_after=1m0s hash=hash1
    < POST /api/v3/send-sms channel=CHANNEL_LOGIN phoneCountryCode=+1 phoneNumber=5555550100
= WaitCode
> Code wrong
    SignIn: Refused 403 PHONE_CODE_INVALID said="apiCode 2001"
    < POST /api/v3/signin connection=PASSCODE options.scope="openid profile offline_access" passCodePayload.passCode=wrong passCodePayload.phone=5555550100 passCodePayload.phoneCountryCode=+1
= WaitCode refused=PHONE_CODE_INVALID
> Resend
= WaitCode refused=too_early retry=1m0s
! clock +60s
> Resend
    ResendCode: CodeSent sms next=sms resend_after=1m0s hash=hash2
    < POST /api/v3/send-sms channel=CHANNEL_LOGIN phoneCountryCode=+1 phoneNumber=5555550100
= WaitCode
> Code code1
    SignIn: Refused 403 PHONE_CODE_INVALID said="apiCode 2001"
    < POST /api/v3/signin connection=PASSCODE options.scope="openid profile offline_access" passCodePayload.passCode=code1 passCodePayload.phone=5555550100 passCodePayload.phoneCountryCode=+1
= WaitCode refused=PHONE_CODE_INVALID
> Code code2
    SignIn: Authorized id=user1 first_name=Ada
    < POST /api/v3/signin connection=PASSCODE options.scope="openid profile offline_access" passCodePayload.passCode=code2 passCodePayload.phone=5555550100 passCodePayload.phoneCountryCode=+1
    < GET /api/v3/get-profile bearer=token1
= Ready
