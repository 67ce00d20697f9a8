# There is no line at all. Nothing was sent, so nothing is in doubt.

account phone=+15555550100

! down
> PhoneNumber +15555550100
    Connect: Connected
    SendCode: NotSent
= WaitPhoneNumber refused=not_sent
! up
> PhoneNumber +15555550100
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
! down
> Code code1
    SignIn: NotSent
= WaitCode refused=not_sent
! up
> Code code1
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= Ready
! down
> Poll
    WhoAmI: NotSent
= Ready refused=not_sent
! up
> Poll
    WhoAmI: Authorized id=user1
    < POST /v1/accounts:lookup idToken=token1
= Ready
