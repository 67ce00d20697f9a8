# The server says in other words that the code from the e-mail has expired
# (EMAIL_VERIFY_EXPIRED): the number again, and another e-mail comes.

account phone=+9996620001 email=ada@example.com email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! refuse auth.signIn 400 EMAIL_VERIFY_EXPIRED
> EmailCode 314159
    SignInEmail: Refused 400 EMAIL_VERIFY_EXPIRED
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= WaitPhoneNumber refused=EMAIL_VERIFY_EXPIRED
> PhoneNumber +9996620001
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 email_code=314159
= Ready
