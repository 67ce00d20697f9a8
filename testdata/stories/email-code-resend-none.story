# No other e-mail is to be had: the code that is out stays good.

account phone=+9996620001 email=ada@example.com email_code=314159 resends=1 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> Resend
    ResendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitEmailCode
> Resend
    ResendCode: Refused 406 SEND_CODE_UNAVAILABLE
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash2
= WaitEmailCode refused=SEND_CODE_UNAVAILABLE
> Resend
= WaitEmailCode refused=no_resend
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 email_code=314159
= Ready
