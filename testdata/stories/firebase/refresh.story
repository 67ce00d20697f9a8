# An ID token lives for an hour. Who is asked later has a new one; after the password
# has been changed elsewhere there is none to be had, and the login is over.

account phone=+15555550100 name=Ada

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Code code1
    SignIn: Authorized id=user1 first_name=Ada
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= Ready
! clock +59m30s
> Poll
    WhoAmI: Authorized id=user1 first_name=Ada
    < POST /v1/token grant_type=refresh_token refresh_token=refresh1
= Ready
! clock +1h
! revoke +15555550100
> Poll
    WhoAmI: Nobody
    < POST /v1/token grant_type=refresh_token refresh_token=refresh1
= LoggedOut refused=AUTH_KEY_UNREGISTERED
! new login
> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash2
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Code code2
    SignIn: Authorized id=user1 first_name=Ada
    < POST /v1/accounts:signInWithPhoneNumber code=code2 sessionInfo=hash2
= Ready
