# A code is waited for five minutes. After that it and another one are refused,
# and a new number is not; the old code is cancelled and the key is kept.

account phone=+9996620001 next=sms first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! clock +5m
> Code 11111
    SignIn: Refused 400 PHONE_CODE_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=11111
= WaitCode refused=PHONE_CODE_INVALID
! clock +1s
> Code 22222
= WaitCode refused=expired
> Resend
= WaitCode refused=expired
> Poll
= WaitCode refused=not_allowed
> PhoneNumber +9996620001
    CancelCode: Done
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
