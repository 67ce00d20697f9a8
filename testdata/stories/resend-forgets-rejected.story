# What was called wrong belongs to one hash. After a new code the same digits
# may be right, and the tries begin anew.

limits code_attempts=2
account phone=+9996620001 next=sms first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 11111
    SignIn: Refused 400 PHONE_CODE_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=11111
= WaitCode refused=PHONE_CODE_INVALID
> Code 11111
= WaitCode refused=code_repeated
> Code 33333
    SignIn: Refused 400 PHONE_CODE_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=33333
= WaitCode refused=PHONE_CODE_INVALID
> Code 22222
= WaitCode refused=attempts_used
> Resend
    ResendCode: CodeSent sms length=5 next=sms
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitCode
> Code 11111
    SignIn: Refused 400 PHONE_CODE_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=11111
= WaitCode refused=PHONE_CODE_INVALID
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
