# Sign in with Apple in place of the code from the e-mail.

account phone=+9996620001 email=ada@example.com email_code=314159 apple first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail apple
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> GoogleToken google:ada@example.com
= WaitEmailCode refused=not_allowed
> AppleToken apple:ada@example.com
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 apple_token=apple:ada@example.com
= Ready
