# The account moved while the person waited: the code is dead, and what was
# asked for, another one, comes from the new home.

server dcs=2,4
account phone=+9996620001 next=sms first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! move +9996620001 4
> Resend
    ResendCode: Moved 4
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
    < dc4 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
