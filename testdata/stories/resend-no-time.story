# A server that announces another way and no time may be asked at once.

account phone=+9996620001 next=call first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5 next=call
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Resend
    ResendCode: CodeSent call length=5 next=call
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
