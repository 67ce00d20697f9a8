# A code from an e-mail is waited for for five minutes, which do not begin anew
# because something was refused or lost. Then nothing about it is sent any more.

account phone=+9996620001 email=ada@example.com email_code=314159 google email_reset first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail google reset_after=0s
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! clock +5m
> EmailCode 271828
    SignInEmail: Refused 400 CODE_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=271828
= WaitEmailCode refused=CODE_INVALID
! cut-before auth.signIn
> EmailCode 314159
    SignInEmail: Unanswered
    WhoAmI: Nobody
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitEmailCode refused=unanswered
> GoogleToken nonsense
    SignInEmail: Refused 400 EMAIL_TOKEN_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 google_token=nonsense
= WaitEmailCode refused=EMAIL_TOKEN_INVALID
! refuse auth.resendCode 420 FLOOD_WAIT_1
> Resend
    ResendCode: Refused 420 FLOOD_WAIT_1
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitEmailCode refused=FLOOD_WAIT retry=1s
! cut-before auth.resetLoginEmail
> ResetLoginEmail
    ResetLoginEmail: Unanswered
    WhoAmI: Nobody
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash1
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitEmailCode refused=unanswered
! refuse auth.resetLoginEmail 420 FLOOD_WAIT_1
> ResetLoginEmail
    ResetLoginEmail: Refused 420 FLOOD_WAIT_1
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash1
= WaitEmailCode refused=FLOOD_WAIT retry=1s
! clock +1s
> EmailCode 314159
= WaitEmailCode refused=expired
> Resend
= WaitEmailCode refused=expired
> ResetLoginEmail
= WaitEmailCode refused=expired
> GoogleToken google:ada@example.com
= WaitEmailCode refused=expired
> EmailAddress ada@example.com
= WaitEmailCode refused=expired
> PhoneNumber +9996620001
    CancelCode: Done
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail google reset_after=0s
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 email_code=314159
= Ready
