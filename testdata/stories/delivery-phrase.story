# A secret phrase, of which the first word is told.

account phone=+9996620001 delivery=sms_phrase code="green apple tree" beginning=green first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent sms_phrase beginning=green
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code "red apple tree"
= WaitCode refused=code_beginning
> Code "green   apple tree"
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code="green apple tree"
= Ready
