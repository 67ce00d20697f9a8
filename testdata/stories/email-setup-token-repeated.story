# Google's token is refused for its address, and the same one is not sent again.

account phone=+9996620001 email_required=true google=true

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted google
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
! refuse account.verifyEmail 400 EMAIL_NOT_ALLOWED
> GoogleToken google:ada@example.org
    VerifyEmail: Refused 400 EMAIL_NOT_ALLOWED
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 google_token=google:ada@example.org
= WaitEmailAddress refused=EMAIL_NOT_ALLOWED
> GoogleToken google:ada@example.org
= WaitEmailAddress refused=code_repeated
> GoogleToken google:ada@example.com
    VerifyEmail: CodeSent app length=5
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 google_token=google:ada@example.com
= WaitCode
