# Too many codes for this number. Firebase does not say for how long; a proxy before
# it does.

account phone=+15555550100

! refuse POST /v1/accounts:sendVerificationCode 400 {"error":{"code":400,"message":"TOO_MANY_ATTEMPTS_TRY_LATER"}}
> PhoneNumber +15555550100
    Connect: Connected
    SendCode: Refused 400 FLOOD_WAIT said=TOO_MANY_ATTEMPTS_TRY_LATER
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitPhoneNumber refused=FLOOD_WAIT
! refuse POST /v1/accounts:sendVerificationCode 429 retry-after=60 {"error":{"code":429,"message":"RESOURCE_EXHAUSTED"}}
> PhoneNumber +15555550100
    SendCode: Refused 429 FLOOD_WAIT said=RESOURCE_EXHAUSTED wait=1m0s
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitPhoneNumber refused=FLOOD_WAIT retry=1m0s
> PhoneNumber +15555550100
= WaitPhoneNumber refused=too_early retry=1m0s
! clock +60s
> PhoneNumber +15555550100
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Code code1
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= Ready
