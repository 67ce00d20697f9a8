# The number is mistyped twice: once so that the service sees it, and once so that the
# code goes to somebody else.

> PhoneNumber hello
= WaitPhoneNumber refused=PHONE_NUMBER_INVALID
> PhoneNumber +15555550199
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550199
= WaitCode
> PhoneNumber +15555550100
    CancelCode: Done
    SendCode: CodeSent sms length=6 next=sms hash=hash2
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Code code2
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code2 sessionInfo=hash2
= Ready
