# The code from the e-mail was dead before the reset was asked for: the number
# again.

account phone=+9996620001 email=ada@example.com email_code=314159 email_reset code_life=1m first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=0s
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! clock +2m
> ResetLoginEmail
    ResetLoginEmail: Refused 400 PHONE_CODE_EXPIRED
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash1
= WaitPhoneNumber refused=PHONE_CODE_EXPIRED
> PhoneNumber +9996620001
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=0s
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> ResetLoginEmail
    ResetLoginEmail: CodeSent app length=5
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash2
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 phone_code=22222
= Ready
