# The number is banned while its code is out.

account phone=+9996620001 first_name=Ada
account phone=+9996620002 first_name=Bob

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! ban +9996620001
> Code 22222
    SignIn: Refused 400 PHONE_NUMBER_BANNED
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= WaitPhoneNumber refused=PHONE_NUMBER_BANNED
> PhoneNumber +9996620002
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1002 first_name=Bob
    < dc2 key1 auth.signIn phone_number=+9996620002 phone_code_hash=hash2 phone_code=22222
= Ready
