# The line is gone for each of the calls about an e-mail address: nothing was
# sent, and everything is as it was.

account phone=+9996620001 email_required email_code=314159 email_reset first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
! down
> EmailAddress ada@example.com
    SendEmailCode: NotSent
= WaitEmailAddress refused=not_sent
! up
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
= WaitEmailCode
! down
> EmailCode 314159
    VerifyEmail: NotSent
= WaitEmailCode refused=not_sent
> Resend
    SendEmailCode: NotSent
= WaitEmailCode refused=not_sent
! up
> EmailCode 314159
    VerifyEmail: CodeSent app length=5
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
> LogOut
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
! new login
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=0s
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! down
> EmailCode 314159
    SignInEmail: NotSent
= WaitEmailCode refused=not_sent
> Resend
    ResendCode: NotSent
= WaitEmailCode refused=not_sent
> ResetLoginEmail
    ResetLoginEmail: NotSent
= WaitEmailCode refused=not_sent
! up
> ResetLoginEmail
    ResetLoginEmail: CodeSent app length=5
    < dc2 key2 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash3
= WaitCode
