# The answer that signed in with the proof of the address is lost: somebody is
# signed in.

account phone=+9996620001 email_required email_code=314159 trusted first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
= WaitEmailCode
! cut-after account.verifyEmail
> EmailCode 314159
    VerifyEmail: Unanswered
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
    < dc2 key1 users.getUsers id=self
= Ready
