# A missed call: the last digits of the number that called are the code. Who
# types the whole number is understood.

account phone=+9996620001 delivery=missed_call code=45678 prefix=+7912 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent missed_call length=5 prefix=+7912
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 4567
= WaitCode refused=code_length
> Code "+1 912 123 45678"
= WaitCode refused=code_beginning
> Code "+7 912 123 45678"
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=45678
= Ready
