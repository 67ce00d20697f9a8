# The answer to a resend is lost, and with it the hash of the code that was
# sent: the one that we have is dead, and the number is asked for again.

account phone=+9996620001 email=ada@example.com email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! cut-after auth.resendCode
> Resend
    ResendCode: Unanswered
    WhoAmI: Nobody
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitEmailCode refused=unanswered
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
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 email_code=314159
= Ready
