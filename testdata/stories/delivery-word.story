# A secret word, of which the first letter is told.

account phone=+9996620001 delivery=sms_word code=sunrise beginning=s first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent sms_word beginning=s
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code " "
= WaitCode refused=code_empty
> Code moonrise
= WaitCode refused=code_beginning
> Code " sunrise "
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=sunrise
= Ready
