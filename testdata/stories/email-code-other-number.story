# Another number while a code from an e-mail is waited for: that code is
# cancelled.

account phone=+9996620001 email=ada@example.com email_code=314159 first_name=Ada
account phone=+9996630003 first_name=Grace

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> PhoneNumber +9996630003
    CancelCode: Done
    SendCode: CodeSent app length=5
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996630003 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 33333
    SignIn: Authorized id=1002 first_name=Grace
    < dc2 key1 auth.signIn phone_number=+9996630003 phone_code_hash=hash2 phone_code=33333
= Ready
