# The code is given too late, and a new one is asked for.

account phone=+15555550100
transport codes=true

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms next=sms resend_after=1m0s hash=hash1
    < POST /api/v3/send-sms channel=CHANNEL_LOGIN phoneCountryCode=+1 phoneNumber=5555550100
= WaitCode
! clock +5m1s
> Code code1
= WaitCode refused=expired
> PhoneNumber +15555550100
    CancelCode: Done
    SendCode: CodeSent sms next=sms resend_after=1m0s hash=hash2
    < POST /api/v3/send-sms channel=CHANNEL_LOGIN phoneCountryCode=+1 phoneNumber=5555550100
= WaitCode
> Code code2
    SignIn: Authorized id=user1
    < POST /api/v3/signin connection=PASSCODE options.scope="openid profile offline_access" passCodePayload.passCode=code2 passCodePayload.phone=5555550100 passCodePayload.phoneCountryCode=+1
    < GET /api/v3/get-profile bearer=token1
= Ready
