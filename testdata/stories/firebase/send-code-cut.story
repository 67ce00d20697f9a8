# The line is cut once the SMS is on its way. Nothing came of it that could be used:
# the code belongs to an answer that nobody has, so the number is said again.

account phone=+15555550100

! cut-after POST /v1/accounts:sendVerificationCode
> PhoneNumber +15555550100
    Connect: Connected
    SendCode: Unanswered
    WhoAmI: Nobody
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitPhoneNumber refused=unanswered
> Code code1
= WaitPhoneNumber refused=not_allowed
> PhoneNumber +15555550100
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Code code2
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code2 sessionInfo=hash1
= Ready
