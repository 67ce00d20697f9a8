# The server offers no reset: it is not asked for one.

account phone=+9996620001 email=ada@example.com email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> ResetLoginEmail
= WaitEmailCode refused=not_allowed
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= Ready
