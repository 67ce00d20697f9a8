# The line is cut before the code reaches the service: it is good still, and can be
# given again.

account phone=+15555550100

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
! cut-before POST /v1/accounts:signInWithPhoneNumber
> Code code1
    SignIn: Unanswered
    WhoAmI: Nobody
= WaitCode refused=unanswered
> Code code1
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= Ready
