# The server wants a proof of the client that this version has none of: we stay,
# and the person may try again or otherwise.

account phone=+9996620001 next=sms first_name=Ada

! refuse auth.sendCode 403 RECAPTCHA_CHECK_signup__KEY
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 403 RECAPTCHA_CHECK_signup__KEY
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=RECAPTCHA_CHECK
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.signIn 403 INTEGRITY_CHECK_CLASSIC_1_abc
> Code 22222
    SignIn: Refused 403 INTEGRITY_CHECK_CLASSIC_1_abc
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= WaitCode refused=INTEGRITY_CHECK_CLASSIC
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
