# A code by SMS signs in. The person is asked for the number and the code, and the
# service is asked twice.

account phone=+15555550100 name=Ada

> PhoneNumber +1 555 555 0100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Code code1
    SignIn: Authorized id=user1 first_name=Ada
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= Ready
> Poll
    WhoAmI: Authorized id=user1 first_name=Ada
    < POST /v1/accounts:lookup idToken=token1
= Ready
> LogOut
    LogOut: Done
= LoggedOut
