# Another e-mail: not before the time that was announced, and the old code is
# dead.

account phone=+9996620001 email=ada@example.com resend_after=1m first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail resend_after=1m0s
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> Resend
= WaitEmailCode refused=too_early retry=1m0s
! clock +1m
> Resend
    ResendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail resend_after=1m0s
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitEmailCode
> EmailCode 123456
    SignInEmail: Refused 400 CODE_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 email_code=123456
= WaitEmailCode refused=CODE_INVALID
> EmailCode 789012
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 email_code=789012
= Ready
