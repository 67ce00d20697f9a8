# The account is disabled while somebody is signed in. The login is over, and the
# person is told why.

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
! disable +15555550100
> Poll
    WhoAmI: Refused 400 USER_DEACTIVATED said=USER_DISABLED
    < POST /v1/accounts:lookup idToken=token1
= LoggedOut refused=USER_DEACTIVATED
