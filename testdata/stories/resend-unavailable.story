# The server has no other way after all. The code that is out stays good, and
# the server is not asked again.

account phone=+9996620001 next=sms first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.resendCode 406 SEND_CODE_UNAVAILABLE
> Resend
    ResendCode: Refused 406 SEND_CODE_UNAVAILABLE
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitCode refused=SEND_CODE_UNAVAILABLE
> Resend
= WaitCode refused=no_resend
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
