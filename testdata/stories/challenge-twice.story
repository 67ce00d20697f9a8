# One proof after the other: an input gives an answer to the challenge that the last
# call met.

account phone=+9996620001 first_name=Ada

! challenge auth.sendCode RECAPTCHA_CHECK_signup__KEY proof1
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 403 RECAPTCHA_CHECK_signup__KEY
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=RECAPTCHA_CHECK
! challenge auth.sendCode APNS_VERIFY_CHECK_f00d proof2
> Solved proof1 PhoneNumber +9996620001
    SendCode: Refused 403 APNS_VERIFY_CHECK_f00d
    < dc2 key1 auth.sendCode recaptcha_token=proof1 phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=APNS_VERIFY_CHECK
> Solved proof2 PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode apns_nonce=f00d apns_secret=proof2 phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
