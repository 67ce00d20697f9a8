# The line is cut once the code has been accepted: the tokens were in the answer that
# did not come, and the code is used up. Nothing but a new code helps, and the person
# learns so when the old one is given again.

account phone=+15555550100

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
! cut-after POST /v1/accounts:signInWithPhoneNumber
> Code code1
    SignIn: Unanswered
    WhoAmI: Nobody
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= WaitCode refused=unanswered
> Code code1
    SignIn: Refused 400 PHONE_CODE_EXPIRED said=INVALID_SESSION_INFO
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= WaitPhoneNumber refused=PHONE_CODE_EXPIRED
> PhoneNumber +15555550100
    SendCode: CodeSent sms length=6 next=sms hash=hash2
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Code code2
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code2 sessionInfo=hash2
= Ready
