# Moved elsewhere with a proof in hand: it goes there, too.

account phone=+9996620001 first_name=Ada dc=4

! challenge auth.sendCode RECAPTCHA_CHECK_signup__KEY proof1
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 403 RECAPTCHA_CHECK_signup__KEY
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=RECAPTCHA_CHECK
> Solved proof1 PhoneNumber +9996620001
    SendCode: Moved 4
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode recaptcha_token=proof1 phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
    < dc4 key2 auth.sendCode recaptcha_token=proof1 phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
