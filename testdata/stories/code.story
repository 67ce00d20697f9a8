# A phone number and a code, as they should be.

account phone=+9996620001 first_name=Ada last_name=Lovelace

> PhoneNumber " +999 66-2 0001 "
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 2-2-2-2-2
    SignIn: Authorized id=1001 first_name=Ada last_name=Lovelace
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
