# The code is accepted at Firebase, and the line to QuickBlox is cut. The code is not
# asked for again: what Firebase gave for it goes there once more.

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
! cut-before POST /login.json
> Code code1
    SignIn: Unanswered
    WhoAmI: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
    < GET /session.json qb-token=session1
    < POST /login.json firebase_phone.access_token=token1 firebase_phone.project_id=demo-stepin provider=firebase_phone qb-token=session1
= Ready
> LogOut
    LogOut: Done
    < DELETE /login.json qb-token=session1
= LoggedOut
! new login
> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash2
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce2 signature=signature2 timestamp=1767323045
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
! cut-after POST /login.json
> Code code2
    SignIn: Unanswered
    WhoAmI: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code2 sessionInfo=hash2
    < POST /login.json firebase_phone.access_token=token1 firebase_phone.project_id=demo-stepin provider=firebase_phone qb-token=session2
    < GET /session.json qb-token=session2
= Ready
