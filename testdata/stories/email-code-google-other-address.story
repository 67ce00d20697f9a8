# The token is for another address than the account's (EMAIL_ADDRESS_INVALID).
# That is no reason to begin again: the code still works.

account phone=+9996620001 email=ada@example.com email_code=314159 google first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail google
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> GoogleToken google:augusta@example.com
    SignInEmail: Refused 400 EMAIL_ADDRESS_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 google_token=google:augusta@example.com
= WaitEmailCode refused=EMAIL_ADDRESS_INVALID
> GoogleToken google:augusta@example.com
= WaitEmailCode refused=code_repeated
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= Ready
