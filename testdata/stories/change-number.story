# The number was mistyped. The code that went there is cancelled first.

account phone=+9996620001 first_name=Ada
account phone=+9996620002 first_name=Bob

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> PhoneNumber "not a number"
= WaitCode refused=PHONE_NUMBER_INVALID
> PhoneNumber +9996620002
    CancelCode: Done
    SendCode: CodeSent app length=5
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1002 first_name=Bob
    < dc2 key1 auth.signIn phone_number=+9996620002 phone_code_hash=hash2 phone_code=22222
= Ready
