# QuickBlox has had too much of us when Firebase has accepted the code. One waits, and
# looks again: no second code is needed.

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
! refuse POST /login.json 429 retry-after=30 {"errors":["Limit exceeded"]}
! refuse POST /login.json 429 retry-after=30 {"errors":["Limit exceeded"]}
> Code code1
    SignIn: Unanswered
    WhoAmI: Refused 429 FLOOD_WAIT said="Limit exceeded" wait=30s
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
    < POST /login.json firebase_phone.access_token=token1 firebase_phone.project_id=demo-stepin provider=firebase_phone qb-token=session1
    < GET /session.json qb-token=session1
    < POST /login.json firebase_phone.access_token=token1 firebase_phone.project_id=demo-stepin provider=firebase_phone qb-token=session1
= WaitCode doubt=SignIn refused=FLOOD_WAIT retry=30s
> Code code1
= WaitCode doubt=SignIn refused=too_early retry=30s
> Poll
= WaitCode doubt=SignIn refused=too_early retry=30s
! clock +30s
> Poll
    WhoAmI: Authorized id=user1
    < GET /session.json qb-token=session1
    < POST /login.json firebase_phone.access_token=token1 firebase_phone.project_id=demo-stepin provider=firebase_phone qb-token=session1
= Ready
