# A phone number signs in by a code of Firebase's, mistyped once. What Firebase gave
# for the code goes to QuickBlox at once.

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Code wrong
    SignIn: Refused 400 PHONE_CODE_INVALID said=INVALID_CODE
    < POST /v1/accounts:signInWithPhoneNumber code=wrong sessionInfo=hash1
= WaitCode refused=PHONE_CODE_INVALID
> Code code1
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code1 sessionInfo=hash1
    < POST /login.json firebase_phone.access_token=token1 firebase_phone.project_id=demo-stepin provider=firebase_phone qb-token=session1
= Ready
> Poll
    WhoAmI: Authorized id=user1
    < GET /session.json qb-token=session1
= Ready
> LogOut
    LogOut: Done
    < DELETE /login.json qb-token=session1
= LoggedOut
