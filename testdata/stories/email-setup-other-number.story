# Another number while an e-mail address is asked for, and while its code is:
# what was begun for the first one is cancelled.

account phone=+9996620001 email_required email_code=314159 first_name=Ada
account phone=+9996630003 first_name=Grace

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
> PhoneNumber +9996630003
    CancelCode: Done
    SendCode: CodeSent app length=5
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996630003 api_id=17349 api_hash=story-app-hash
= WaitCode
> PhoneNumber +9996620001
    CancelCode: Done
    SendCode: EmailWanted
    < dc2 key1 auth.cancelCode phone_number=+9996630003 phone_code_hash=hash2
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash3 email=ada@example.com
= WaitEmailCode
> PhoneNumber +9996630003
    CancelCode: Done
    SendCode: CodeSent app length=5
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash3
    < dc2 key1 auth.sendCode phone_number=+9996630003 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 33333
    SignIn: Authorized id=1002 first_name=Grace
    < dc2 key1 auth.signIn phone_number=+9996630003 phone_code_hash=hash4 phone_code=33333
= Ready
