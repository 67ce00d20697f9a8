# The code for an address that is being set up is waited for for five minutes,
# which do not begin anew because something was refused.

account phone=+9996620001 email_required apple email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted apple
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
= WaitEmailCode
! clock +5m
> EmailCode 271828
    VerifyEmail: Refused 400 CODE_INVALID
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 email_code=271828
= WaitEmailCode refused=CODE_INVALID
> AppleToken nonsense
    VerifyEmail: Refused 400 EMAIL_TOKEN_INVALID
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 apple_token=nonsense
= WaitEmailCode refused=EMAIL_TOKEN_INVALID
! refuse account.sendVerifyEmailCode 420 FLOOD_WAIT_1
> Resend
    SendEmailCode: Refused 420 FLOOD_WAIT_1
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
= WaitEmailCode refused=FLOOD_WAIT retry=1s
! clock +1s
> EmailCode 314159
= WaitEmailCode refused=expired
> AppleToken apple:ada@example.com
= WaitEmailCode refused=expired
> Resend
= WaitEmailCode refused=expired
> EmailAddress augusta@example.com
= WaitEmailCode refused=expired
> PhoneNumber +9996620001
    CancelCode: Done
    SendCode: EmailWanted apple
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash2 email=ada@example.com
= WaitEmailCode
> EmailCode 314159
    VerifyEmail: CodeSent app length=5
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash2 email_code=314159
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 phone_code=22222
= Ready
