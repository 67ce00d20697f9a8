# Another code is another five minutes; a wrong one and a lost one are not.

account phone=+9996620001 next=sms first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! clock +4m
> Resend
    ResendCode: CodeSent sms length=5 next=sms
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitCode
! clock +4m
> Code 11111
    SignIn: Refused 400 PHONE_CODE_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=11111
= WaitCode refused=PHONE_CODE_INVALID
! cut-before auth.signIn
> Code 22222
    SignIn: Unanswered
    WhoAmI: Nobody
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitCode refused=unanswered
! clock +50s
! refuse auth.signIn 500 AUTH_RESTART
> Code 22233
    SignIn: Refused 500 AUTH_RESTART
    SignIn: Refused 400 PHONE_CODE_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22233
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22233
= WaitCode refused=PHONE_CODE_INVALID
! cut-before auth.resendCode
> Resend
    ResendCode: Unanswered
    WhoAmI: Nobody
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash2
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitCode refused=unanswered
! clock +11s
> Code 22222
= WaitCode refused=expired
