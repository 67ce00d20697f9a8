# Codes were given too fast: this one was not examined. It may be given again
# when the time has come, and no try is lost.

limits code_attempts=1
account phone=+9996620001 next=sms first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.signIn 420 FLOOD_WAIT_30
> Code 22222
    SignIn: Refused 420 FLOOD_WAIT_30
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= WaitCode refused=FLOOD_WAIT retry=30s
> Code 22222
= WaitCode refused=too_early retry=30s
! clock +30s
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
