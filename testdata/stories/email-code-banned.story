# The number was banned while the code was on its way.

account phone=+9996620001 email=ada@example.com email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! ban +9996620001
> EmailCode 314159
    SignInEmail: Refused 400 PHONE_NUMBER_BANNED
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= WaitPhoneNumber refused=PHONE_NUMBER_BANNED
