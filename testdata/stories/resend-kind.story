# Another code may be of another kind: digits first, then a flash call.

account phone=+9996620001 next=flash_call code=79121234567 length=11 pattern=+7912******* resends=1 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=11 next=flash_call
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 7912
= WaitCode refused=code_length
> Resend
    ResendCode: CodeSent flash_call pattern=+7912*******
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitCode
> Code 7912
= WaitCode refused=code_length
> Code 79121234567
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=79121234567
= Ready
