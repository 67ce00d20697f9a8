# An e-mail address is waited for for five minutes, which do not begin anew
# because something was refused or lost. Then another number, or leaving.

account phone=+9996620001 email_required apple email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted apple
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
! clock +5m
> EmailAddress ada
= WaitEmailAddress refused=EMAIL_INVALID
! refuse account.sendVerifyEmailCode 400 EMAIL_NOT_ALLOWED
> EmailAddress ada@disposable.example
    SendEmailCode: Refused 400 EMAIL_NOT_ALLOWED
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@disposable.example
= WaitEmailAddress refused=EMAIL_NOT_ALLOWED
! cut-before account.sendVerifyEmailCode
> EmailAddress ada@example.com
    SendEmailCode: Unanswered
    WhoAmI: Nobody
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitEmailAddress refused=unanswered
> AppleToken nonsense
    VerifyEmail: Refused 400 EMAIL_TOKEN_INVALID
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 apple_token=nonsense
= WaitEmailAddress refused=EMAIL_TOKEN_INVALID
! clock +1s
> EmailAddress ada@example.com
= WaitEmailAddress refused=expired
> AppleToken apple:ada@example.com
= WaitEmailAddress refused=expired
> PhoneNumber +9996620001
    CancelCode: Done
    SendCode: EmailWanted apple
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
! clock +6m
> Cancel
    CancelCode: Done
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash2
= LoggedOut
