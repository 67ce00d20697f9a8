# The budget of codes is ours: further ones are not sent until another e-mail
# has been.

limits code_attempts=1
account phone=+9996620001 email=ada@example.com email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> EmailCode 271828
    SignInEmail: Refused 400 CODE_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=271828
= WaitEmailCode refused=CODE_INVALID
> EmailCode 314159
= WaitEmailCode refused=attempts_used
> Resend
    ResendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitEmailCode
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 email_code=314159
= Ready
