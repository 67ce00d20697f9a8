# The account moves while an address is set up. All that was begun is dead: at
# the new home the address is asked for again.

server dcs=2,4
account phone=+9996620001 email_required email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
! move +9996620001 4
> EmailAddress ada@example.com
    SendEmailCode: Moved 4
    SendCode: EmailWanted
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
    < dc4 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress refused=code_moved
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc4 key2 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash2 email=ada@example.com
= WaitEmailCode
> EmailCode 314159
    VerifyEmail: CodeSent app length=5
    < dc4 key2 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash2 email_code=314159
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 phone_code=22222
= Ready
