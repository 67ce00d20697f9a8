# AUTH_RESTART says that nothing was examined: the call is made again at once,
# with the same code.

account phone=+9996620001 first_name=Ada

! refuse auth.sendCode 500 AUTH_RESTART
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 500 AUTH_RESTART
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.signIn 500 AUTH_RESTART
> Code 22222
    SignIn: Refused 500 AUTH_RESTART
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
