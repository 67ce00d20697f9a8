# The application is to prove itself to Google Play.

account phone=+9996620001 first_name=Ada

! challenge auth.sendCode INTEGRITY_CHECK_CLASSIC_123_81b2 proof1
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 403 INTEGRITY_CHECK_CLASSIC_123_81b2
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=INTEGRITY_CHECK_CLASSIC
> Solved proof1 PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode integrity_nonce=gbI integrity_token=proof1 phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
