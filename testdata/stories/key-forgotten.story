# The server forgets our key (-404) before the first code: a new key is made
# with the next number.

account phone=+9996620001 password=secret first_name=Ada

> PhoneNumber 1
= WaitPhoneNumber refused=PHONE_NUMBER_INVALID
! refuse auth.sendCode 400 PHONE_NUMBER_INVALID
> PhoneNumber +9996620009
    Connect: Connected
    SendCode: Refused 400 PHONE_NUMBER_INVALID
    < dc2 key1 auth.sendCode phone_number=+9996620009 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=PHONE_NUMBER_INVALID
! forget key1
> PhoneNumber +9996620001
    SendCode: Refused -404 (key lost)
= WaitPhoneNumber refused=transport_key_unknown
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! forget key2
> Code 22222
    SignIn: Refused -404 (key lost)
= WaitPhoneNumber refused=transport_key_unknown
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key3 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted
    < dc2 key3 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key3 account.getPassword
= WaitPassword
! forget key3
> Password secret
    CheckPassword: Refused -404 (key lost)
= WaitPhoneNumber refused=transport_key_unknown
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key4 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted
    < dc2 key4 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 phone_code=22222
    < dc2 key4 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key4 auth.checkPassword srp_id=srp2 password=secret
= Ready
! forget key4
> Poll
    WhoAmI: Refused -404 (key lost)
= LoggedOut refused=transport_key_unknown
