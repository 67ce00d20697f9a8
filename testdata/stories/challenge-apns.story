# A push message of Apple's brings the secret that proves the application.

account phone=+9996620001 first_name=Ada

! challenge auth.sendCode APNS_VERIFY_CHECK_f00d proof1
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 403 APNS_VERIFY_CHECK_f00d
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=APNS_VERIFY_CHECK
> Solved proof1 PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode apns_nonce=f00d apns_secret=proof1 phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
