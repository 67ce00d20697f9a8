# Nobody is known by this number. Who sends too many codes to another one is told when
# the next can be sent.

account phone=+15555550100
transport codes=true

> PhoneNumber +15555550199
    Connect: Connected
    SendCode: Refused 404 account_not_found said="apiCode 2004"
    < POST /api/v3/send-sms channel=CHANNEL_LOGIN phoneCountryCode=+1 phoneNumber=5555550199
= WaitPhoneNumber refused=account_not_found
> PhoneNumber +15555550100
    SendCode: CodeSent sms next=sms resend_after=1m0s hash=hash1
    < POST /api/v3/send-sms channel=CHANNEL_LOGIN phoneCountryCode=+1 phoneNumber=5555550100
= WaitCode
> PhoneNumber +15555550100
    CancelCode: Done
    SendCode: Refused 429 FLOOD_WAIT said="statusCode 429" wait=1m0s
    < POST /api/v3/send-sms channel=CHANNEL_LOGIN phoneCountryCode=+1 phoneNumber=5555550100
= WaitPhoneNumber refused=FLOOD_WAIT retry=1m0s
! clock +60s
> PhoneNumber +15555550100
    SendCode: CodeSent sms next=sms resend_after=1m0s hash=hash2
    < POST /api/v3/send-sms channel=CHANNEL_LOGIN phoneCountryCode=+1 phoneNumber=5555550100
= WaitCode
> Code code2
    SignIn: Authorized id=user1
    < POST /api/v3/signin connection=PASSCODE options.scope="openid profile offline_access" passCodePayload.passCode=code2 passCodePayload.phone=5555550100 passCodePayload.phoneCountryCode=+1
    < GET /api/v3/get-profile bearer=token1
= Ready
