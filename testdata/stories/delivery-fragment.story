# An anonymous number: the code is shown on fragment.com.

account phone=+88800000001 delivery=fragment_sms code=654321 url=https://fragment.com/number/88800000001/code first_name=Anonymous

> PhoneNumber "888 0000 0001"
    Connect: Connected
    SendCode: CodeSent fragment_sms length=6 url=https://fragment.com/number/88800000001/code
    < dc2 key1 auth.sendCode phone_number=+88800000001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 65432
= WaitCode refused=code_length
> Code 654321
    SignIn: Authorized id=1001 first_name=Anonymous
    < dc2 key1 auth.signIn phone_number=+88800000001 phone_code_hash=hash1 phone_code=654321
= Ready
