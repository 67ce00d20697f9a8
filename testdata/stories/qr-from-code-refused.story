# No token can be had: the code that is out can still be given.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.exportLoginToken 420 FLOOD_WAIT_30
> RequestQRCode
    ExportLoginToken: Refused 420 FLOOD_WAIT_30
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= WaitCode refused=FLOOD_WAIT retry=30s
> RequestQRCode
= WaitCode refused=too_early retry=30s
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
