# The line is cut before the code is seen: it can be given again. Then it is cut after:
# the code is spent, the tokens are lost, and a new code is needed.

account phone=+15555550100
transport codes=true

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms next=sms resend_after=1m0s hash=hash1
    < POST /api/v3/send-sms channel=CHANNEL_LOGIN phoneCountryCode=+1 phoneNumber=5555550100
= WaitCode
! cut-before POST /api/v3/signin
> Code code1
    SignIn: Unanswered
    WhoAmI: Nobody
= WaitCode refused=unanswered
! cut-after POST /api/v3/signin
> Code code1
    SignIn: Unanswered
    WhoAmI: Nobody
    < POST /api/v3/signin connection=PASSCODE options.scope="openid profile offline_access" passCodePayload.passCode=code1 passCodePayload.phone=5555550100 passCodePayload.phoneCountryCode=+1
= WaitCode refused=unanswered
> Code code1
    SignIn: Refused 403 PHONE_CODE_INVALID said="apiCode 2001"
    < POST /api/v3/signin connection=PASSCODE options.scope="openid profile offline_access" passCodePayload.passCode=code1 passCodePayload.phone=5555550100 passCodePayload.phoneCountryCode=+1
= WaitCode refused=PHONE_CODE_INVALID
! clock +60s
> Resend
    ResendCode: CodeSent sms next=sms resend_after=1m0s hash=hash2
    < POST /api/v3/send-sms channel=CHANNEL_LOGIN phoneCountryCode=+1 phoneNumber=5555550100
= WaitCode
> Code code2
    SignIn: Authorized id=user1
    < POST /api/v3/signin connection=PASSCODE options.scope="openid profile offline_access" passCodePayload.passCode=code2 passCodePayload.phone=5555550100 passCodePayload.phoneCountryCode=+1
    < GET /api/v3/get-profile bearer=token1
= Ready
