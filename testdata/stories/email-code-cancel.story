# Who leaves while a code from an e-mail is waited for cancels it.

account phone=+9996620001 email=ada@example.com email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> Cancel
    CancelCode: Done
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
= LoggedOut
