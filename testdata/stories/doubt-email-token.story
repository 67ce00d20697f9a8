# The answer to a token of Google's is lost, before and after the server acted.

account phone=+9996620001 email=ada@example.com email_code=314159 google first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail google
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! cut-before auth.signIn
> GoogleToken google:ada@example.com
    SignInEmail: Unanswered
    WhoAmI: Nobody
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 google_token=google:ada@example.com
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitEmailCode refused=unanswered
! cut-after auth.signIn
> GoogleToken google:ada@example.com
    SignInEmail: Unanswered
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 google_token=google:ada@example.com
    < dc2 key1 users.getUsers id=self
= Ready
