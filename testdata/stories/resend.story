# Another code: too early is refused here; in time it comes another way, and the
# old one is dead. After the last way there is no other.

account phone=+9996620001 next=sms resend_after=60s resends=1 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5 next=sms resend_after=1m0s
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! clock +10s
> Resend
= WaitCode refused=too_early retry=50s
! clock +50s
> Resend
    ResendCode: CodeSent sms length=5 resend_after=1m0s
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitCode
! clock +60s
> Resend
= WaitCode refused=no_resend
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
