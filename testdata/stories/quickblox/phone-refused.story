# QuickBlox does not take what Firebase gave for the code. It is dropped, and a new code
# is needed.

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
! refuse POST /login.json 401 {"errors":["Unauthorized"]}
> Code code1
    SignIn: Refused 401 token_invalid said=Unauthorized
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
    < POST /login.json firebase_phone.access_token=token1 firebase_phone.project_id=demo-stepin provider=firebase_phone qb-token=session1
= WaitPhoneNumber refused=token_invalid
> PhoneNumber +15555550100
    SendCode: CodeSent sms length=6 next=sms hash=hash2
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Code code2
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code2 sessionInfo=hash2
    < POST /login.json firebase_phone.access_token=token1 firebase_phone.project_id=demo-stepin provider=firebase_phone qb-token=session1
= Ready
