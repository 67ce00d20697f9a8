# The address is proved, and the answer with the next code's hash is lost.
# Nobody is signed in, so the number is given again; the address is not asked
# for any more.

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
! cut-after account.verifyEmail
> EmailCode 314159
    VerifyEmail: Unanswered
    WhoAmI: Nobody
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPhoneNumber refused=unanswered
> PhoneNumber +9996620001
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 email_code=314159
= Ready
