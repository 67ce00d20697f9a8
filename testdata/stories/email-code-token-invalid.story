# The server does not take the token (EMAIL_TOKEN_INVALID): it is not sent
# again, and the code still works.

account phone=+9996620001 email=ada@example.com email_code=314159 apple first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail apple
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> AppleToken nonsense
    SignInEmail: Refused 400 EMAIL_TOKEN_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 apple_token=nonsense
= WaitEmailCode refused=EMAIL_TOKEN_INVALID
> AppleToken nonsense
= WaitEmailCode refused=code_repeated
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= Ready
