# The code is mistyped once, and the same wrong code is not sent a second time.

account phone=+15555550100

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Code wrong
    SignIn: Refused 400 PHONE_CODE_INVALID said=INVALID_CODE
    < POST /v1/accounts:signInWithPhoneNumber code=wrong sessionInfo=hash1
= WaitCode refused=PHONE_CODE_INVALID
> Code wrong
= WaitCode refused=code_repeated
> Code code1
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= Ready
