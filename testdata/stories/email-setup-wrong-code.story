# The code from the e-mail is mistyped. The same wrong one is not sent a second
# time; what is no code at all is not sent at all.

account phone=+9996620001 email_required email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
= WaitEmailCode
> EmailCode 31415
= WaitEmailCode refused=code_length
> EmailCode hello
= WaitEmailCode refused=code_empty
> EmailCode 271828
    VerifyEmail: Refused 400 CODE_INVALID
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 email_code=271828
= WaitEmailCode refused=CODE_INVALID
> EmailCode 271828
= WaitEmailCode refused=code_repeated
> EmailCode 27-18-28
= WaitEmailCode refused=code_repeated
> EmailCode 314159
    VerifyEmail: CodeSent app length=5
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
