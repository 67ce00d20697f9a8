# Firebase has accepted the code, and QuickBlox cannot be had for an hour. What Firebase
# gave is refreshed by then, and the person gives no second code.

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
! cut-before POST /login.json
! cut-before POST /login.json
> Code code1
    SignIn: Unanswered
    WhoAmI: Unanswered
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
    < GET /session.json qb-token=session1
= WaitCode doubt=SignIn refused=unanswered
! clock +59m30s
> Poll
    WhoAmI: Authorized id=user1
    < GET /session.json qb-token=session1
    < POST /v1/token grant_type=refresh_token refresh_token=refresh1
    < POST /login.json firebase_phone.access_token=token1 firebase_phone.project_id=demo-stepin provider=firebase_phone qb-token=session1
= Ready
