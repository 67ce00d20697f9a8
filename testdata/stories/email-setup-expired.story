# The code that went to the address has expired (EMAIL_VERIFY_EXPIRED): the
# address is asked for again, and the number is not.

account phone=+9996620001 email_required email_code=314159 code_life=1m first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
= WaitEmailCode
! clock +2m
> EmailCode 314159
    VerifyEmail: Refused 400 EMAIL_VERIFY_EXPIRED
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= WaitEmailAddress refused=EMAIL_VERIFY_EXPIRED
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
= WaitEmailCode
> EmailCode 314159
    VerifyEmail: CodeSent app length=5
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
