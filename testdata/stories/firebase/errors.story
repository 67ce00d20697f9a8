# The service trips, and then refuses for a reason that nobody has documented. The code
# was not spent.

account phone=+15555550100

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
! refuse POST /v1/accounts:signInWithPhoneNumber 503 {"error":{"code":503,"message":"BACKEND_ERROR"}}
> Code code1
    SignIn: Refused 503 BACKEND_ERROR
    WhoAmI: Nobody
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= WaitCode refused=BACKEND_ERROR
! refuse POST /v1/accounts:signInWithPhoneNumber 400 {"error":{"code":400,"message":"SOMETHING_NEW : for which there is no name yet"}}
> Code code1
    SignIn: Refused 400 SOMETHING_NEW
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= WaitCode refused=SOMETHING_NEW
> Code code1
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= Ready
