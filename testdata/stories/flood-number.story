# A number that was tried too often waits; another number does not wait for it,
# and each keeps its own wait through whatever else is done meanwhile.

account phone=+9996620001 flood_wait=5s first_name=Ada
account phone=+9996620002 flood_wait=9s first_name=Bob
account phone=+9996620003 first_name=Cyd

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 420 FLOOD_WAIT_5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=FLOOD_WAIT retry=5s
> PhoneNumber +9996620001
= WaitPhoneNumber refused=too_early retry=5s
> PhoneNumber +9996620002
    SendCode: Refused 420 FLOOD_WAIT_9
    < dc2 key1 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=FLOOD_WAIT retry=9s
> PhoneNumber +9996620001
= WaitPhoneNumber refused=too_early retry=5s
> PhoneNumber +9996620003
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620003 api_id=17349 api_hash=story-app-hash
= WaitCode
> PhoneNumber +9996620002
= WaitCode refused=too_early retry=9s
! clock +5s
> PhoneNumber +9996620002
= WaitCode refused=too_early retry=4s
> PhoneNumber +9996620001
    CancelCode: Done
    SendCode: CodeSent app length=5
    < dc2 key1 auth.cancelCode phone_number=+9996620003 phone_code_hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
