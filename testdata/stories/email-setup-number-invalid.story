# The refusal is about the number, not about what was given: the number again.

account phone=+9996620001 email_required email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
! refuse account.sendVerifyEmailCode 400 PHONE_NUMBER_INVALID
> EmailAddress ada@example.com
    SendEmailCode: Refused 400 PHONE_NUMBER_INVALID
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
= WaitPhoneNumber refused=PHONE_NUMBER_INVALID
> PhoneNumber +9996620001
    SendCode: EmailWanted
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash2 email=ada@example.com
= WaitEmailCode
! refuse account.verifyEmail 400 PHONE_NUMBER_INVALID
> EmailCode 314159
    VerifyEmail: Refused 400 PHONE_NUMBER_INVALID
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash2 email_code=314159
= WaitPhoneNumber refused=PHONE_NUMBER_INVALID
