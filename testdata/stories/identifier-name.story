# A name is as little to Telegram as an e-mail address.

account phone=+9996620001 first_name=Ada

> Identifier name ada
    Connect: Connected
    SendCode: Refused locally PHONE_NUMBER_INVALID
= WaitPhoneNumber refused=PHONE_NUMBER_INVALID
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
