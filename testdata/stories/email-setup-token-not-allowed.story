# Tokens of Apple's are taken, of Google's not. One that the server calls wrong
# is not sent again, and the code still works.

account phone=+9996620001 email_required apple email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted apple
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
> GoogleToken google:ada@example.com
= WaitEmailAddress refused=not_allowed
> AppleToken ""
= WaitEmailAddress refused=token_missing
> AppleToken nonsense
    VerifyEmail: Refused 400 EMAIL_TOKEN_INVALID
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 apple_token=nonsense
= WaitEmailAddress refused=EMAIL_TOKEN_INVALID
> AppleToken nonsense
= WaitEmailAddress refused=code_repeated
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
= WaitEmailCode
> GoogleToken google:ada@example.com
= WaitEmailCode refused=not_allowed
> AppleToken rubbish
    VerifyEmail: Refused 400 EMAIL_TOKEN_INVALID
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 apple_token=rubbish
= WaitEmailCode refused=EMAIL_TOKEN_INVALID
> AppleToken rubbish
= WaitEmailCode refused=code_repeated
> EmailCode 314159
    VerifyEmail: CodeSent app length=5
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
