# A page of somebody in the way is no answer: neither a wrong code nor the end of a
# login.

account phone=+15555550100

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
! refuse POST /v1/accounts:signInWithPhoneNumber 401 content-type=text/html <html>Please log in to the hotel's network</html>
> Code code1
    SignIn: Unanswered
    WhoAmI: Nobody
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= WaitCode refused=unanswered
> Code code1
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= Ready
! refuse POST /v1/accounts:lookup 200 content-type=text/html <html>Please log in to the hotel's network</html>
> Poll
    WhoAmI: Unanswered
    < POST /v1/accounts:lookup idToken=token1
= Ready refused=unanswered
> Poll
    WhoAmI: Authorized id=user1
    < POST /v1/accounts:lookup idToken=token1
= Ready
