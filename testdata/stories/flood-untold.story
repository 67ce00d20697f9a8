# Too often, and the server does not say how long: it is asked again only when
# the person wants that.

account phone=+9996620001 first_name=Ada

! refuse auth.sendCode 400 PHONE_NUMBER_FLOOD
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 400 PHONE_NUMBER_FLOOD
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=PHONE_NUMBER_FLOOD
! refuse auth.sendCode 406 PHONE_PASSWORD_FLOOD
> PhoneNumber +9996620001
    SendCode: Refused 406 PHONE_PASSWORD_FLOOD
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=PHONE_PASSWORD_FLOOD
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
