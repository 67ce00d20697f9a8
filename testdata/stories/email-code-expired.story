# The code from the e-mail has expired: the number again, and another e-mail
# comes.

account phone=+9996620001 email=ada@example.com email_code=314159 code_life=1m first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! clock +2m
> EmailCode 314159
    SignInEmail: Refused 400 PHONE_CODE_EXPIRED
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= WaitPhoneNumber refused=PHONE_CODE_EXPIRED
> PhoneNumber +9996620001
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 email_code=314159
= Ready
