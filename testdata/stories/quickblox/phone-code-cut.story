# The answer of Firebase to the code is lost, and the tokens with it. The code is
# spent, and a new one is needed.

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
! cut-after POST /v1/accounts:signInWithPhoneNumber
> Code code1
    SignIn: Unanswered
    WhoAmI: Nobody
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
    < GET /session.json qb-token=session1
= WaitCode refused=unanswered
> Code code1
    SignIn: Refused 400 PHONE_CODE_EXPIRED said=INVALID_SESSION_INFO
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
= WaitPhoneNumber refused=PHONE_CODE_EXPIRED
> PhoneNumber +15555550100
    SendCode: CodeSent sms length=6 next=sms hash=hash2
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Code code2
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code2 sessionInfo=hash2
    < POST /login.json firebase_phone.access_token=token1 firebase_phone.project_id=demo-stepin provider=firebase_phone qb-token=session1
= Ready
