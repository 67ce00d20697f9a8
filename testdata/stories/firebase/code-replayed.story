# A code of a login that is over is given in the next one. It signs nobody in.

account phone=+15555550100

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Code code1
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= Ready
> LogOut
    LogOut: Done
= LoggedOut
! new login
> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash2
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Code code1
    SignIn: Refused 400 PHONE_CODE_INVALID said=INVALID_CODE
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash2
= WaitCode refused=PHONE_CODE_INVALID
> Code code2
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code2 sessionInfo=hash2
= Ready
