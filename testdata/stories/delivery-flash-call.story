# A flash call: the number that called is the code, and what is not told of it
# is starred.

account phone=+9996620001 delivery=flash_call code=79121234567 pattern="+7912*******" first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent flash_call pattern=+7912*******
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code "+1 912 123 45 67"
= WaitCode refused=code_beginning
> Code "+7 912 123"
= WaitCode refused=code_length
> Code "+7 912 123-45-67"
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=79121234567
= Ready
