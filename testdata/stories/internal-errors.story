# A fault inside the server tells no more than silence: each of these may have
# been executed, so we ask who we are. No value is sent again by itself.

account phone=+9996640004 unregistered next=sms

! refuse auth.sendCode 500 SMS_CODE_CREATE_FAILED
> PhoneNumber +9996640004
    Connect: Connected
    SendCode: Refused 500 SMS_CODE_CREATE_FAILED
    WhoAmI: Nobody
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPhoneNumber refused=SMS_CODE_CREATE_FAILED
> PhoneNumber +9996640004
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.resendCode -503 Timeout
> Resend
    ResendCode: Refused -503 Timeout
    WhoAmI: Nobody
    < dc2 key1 auth.resendCode phone_number=+9996640004 phone_code_hash=hash1
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitCode refused=TIMEOUT
! refuse auth.signIn 500 SIGN_IN_FAILED
> Code 44444
    SignIn: Refused 500 SIGN_IN_FAILED
    WhoAmI: Nobody
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash1 phone_code=44444
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitCode refused=SIGN_IN_FAILED
> Code 44444
    SignIn: RegistrationWanted
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash1 phone_code=44444
= WaitRegistration
! refuse auth.signUp 500 MEMBER_OCCUPY_PRIMARY_LOC_FAILED
> Register Alan
    SignUp: Refused 500 MEMBER_OCCUPY_PRIMARY_LOC_FAILED
    WhoAmI: Nobody
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash1 first_name=Alan last_name=""
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitRegistration refused=MEMBER_OCCUPY_PRIMARY_LOC_FAILED
> Register Alan
    SignUp: Authorized id=1001 first_name=Alan
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash1 first_name=Alan last_name=""
= Ready
! refuse users.getUsers 500 RPC_MCGET_FAIL
> Poll
    WhoAmI: Refused 500 RPC_MCGET_FAIL
    < dc2 key1 users.getUsers id=self
= Ready refused=RPC_MCGET_FAIL
! refuse auth.logOut 500 NEED_MEMBER_INVALID
> LogOut
    LogOut: Refused 500 NEED_MEMBER_INVALID
    WhoAmI: Authorized id=1001 first_name=Alan
    < dc2 key1 auth.logOut
    < dc2 key1 users.getUsers id=self
= Ready refused=NEED_MEMBER_INVALID
> LogOut
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
