# The server knows of no address that could be given up (EMAIL_NOT_SETUP). The
# code still works.

account phone=+9996620001 email=ada@example.com email_code=314159 email_reset first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=0s
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! refuse auth.resetLoginEmail 400 EMAIL_NOT_SETUP
> ResetLoginEmail
    ResetLoginEmail: Refused 400 EMAIL_NOT_SETUP
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash1
= WaitEmailCode refused=EMAIL_NOT_SETUP
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= Ready
