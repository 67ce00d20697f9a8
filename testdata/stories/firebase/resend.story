# No SMS comes, so another one is asked for; the first comes late, and is not the one
# that is wanted now.

account phone=+15555550100

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Resend
    ResendCode: CodeSent sms length=6 next=sms hash=hash2
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
