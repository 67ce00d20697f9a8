# Another code is asked for, and the answer is lost, and with it what the new code
# belongs to. The first one is good still.

account phone=+15555550100

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
! cut-after POST /v1/accounts:sendVerificationCode
> Resend
    ResendCode: Unanswered
    WhoAmI: Nobody
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode refused=unanswered
> Code code2
    SignIn: Refused 400 PHONE_CODE_INVALID said=INVALID_CODE
    < POST /v1/accounts:signInWithPhoneNumber code=code2 sessionInfo=hash1
= WaitCode refused=PHONE_CODE_INVALID
> Code code1
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= Ready
