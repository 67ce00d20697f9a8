# A reset is asked for, and then the e-mail is found after all: the code signs
# in.

account phone=+9996620001 email=ada@example.com email_code=314159 email_reset email_reset_period=168h first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=168h0m0s
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> ResetLoginEmail
    ResetLoginEmail: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_in=168h0m0s
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash1
= WaitEmailCode
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 email_code=314159
= Ready
