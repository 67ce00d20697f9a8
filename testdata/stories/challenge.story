# The server wants to know that a person is there (reCAPTCHA). The number is given once
# more, with what reCAPTCHA returned; a wrong answer is asked for again, and the next
# call is not asked for any.

account phone=+9996620001 first_name=Ada

! challenge auth.sendCode RECAPTCHA_CHECK_signup__KEY proof1
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 403 RECAPTCHA_CHECK_signup__KEY
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=RECAPTCHA_CHECK
> Solved "" PhoneNumber +9996620001
= WaitPhoneNumber refused=token_missing
> Solved proof2 PhoneNumber +9996620001
    SendCode: Refused 403 RECAPTCHA_CHECK_signup__KEY
    < dc2 key1 auth.sendCode recaptcha_token=proof2 phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=RECAPTCHA_CHECK
> PhoneNumber +9996620001
    SendCode: Refused 403 RECAPTCHA_CHECK_signup__KEY
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=RECAPTCHA_CHECK
> Solved proof1 PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode recaptcha_token=proof1 phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
