# The line is cut before the code from the e-mail reached the server: nobody is
# signed in, and it is given again.

account phone=+9996620001 email=ada@example.com email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! cut-before auth.signIn
> EmailCode 314159
    SignInEmail: Unanswered
    WhoAmI: Nobody
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitEmailCode refused=unanswered
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= Ready
