# Asked for another code too often: the code that is out stays good, the server
# is not asked again before the time that it said, and then it is.

account phone=+9996620001 next=sms first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.resendCode 420 FLOOD_WAIT_60
> Resend
    ResendCode: Refused 420 FLOOD_WAIT_60
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitCode refused=FLOOD_WAIT retry=1m0s
! clock +59s
> Resend
= WaitCode refused=too_early retry=1s
! clock +1s
> Resend
    ResendCode: CodeSent sms length=5 next=sms
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
