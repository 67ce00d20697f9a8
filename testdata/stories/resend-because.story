# The server is told why another code is wanted.

account phone=+9996620001 first_name=Ada next=sms

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Resend FIREBASE_TIMEOUT
    ResendCode: CodeSent sms length=5 next=sms
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1 reason=FIREBASE_TIMEOUT
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
