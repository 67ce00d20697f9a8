# Who has scanned it is banned meanwhile.

account phone=+9996620001 first_name=Ada
account phone=+9996620002 first_name=Grace

> RequestQRCode
    Connect: Connected
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitOtherDevice
! scan +9996620001
! ban +9996620001
> Poll
    ExportLoginToken: Refused 400 PHONE_NUMBER_BANNED
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=PHONE_NUMBER_BANNED
> PhoneNumber +9996620002
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1002 first_name=Grace
    < dc2 key1 auth.signIn phone_number=+9996620002 phone_code_hash=hash1 phone_code=22222
= Ready
