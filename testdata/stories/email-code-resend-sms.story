# Another code, and it comes as an SMS: then it is an ordinary one.

account phone=+9996620001 email=ada@example.com email_code=314159 next=sms first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=sms
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> Resend
    ResendCode: CodeSent sms length=5 next=sms
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitCode
> EmailCode 314159
= WaitCode refused=not_allowed
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
