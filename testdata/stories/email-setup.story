# Before it sends a code, Telegram wants the account to have a login e-mail
# address: the address, the code that went there, and then the ordinary code.
# The next sign-in has its code sent to that address.

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
> EmailCode 3-1-4-1-5-9
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
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 email_code=314159
= Ready
