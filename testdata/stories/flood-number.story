# A number that was tried too often waits; another number does not wait for it.
# The wait outlives a change of number, a code and a log-in's other steps.

account phone=+9996620001 flood_wait=5s first_name=Ada
account phone=+9996620002 first_name=Bob

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 420 FLOOD_WAIT_5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=FLOOD_WAIT retry=5s
> PhoneNumber +9996620001
= WaitPhoneNumber refused=too_early retry=5s
> PhoneNumber +9996620002
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
= WaitCode
> PhoneNumber +9996620001
    CancelCode: Done
    < dc2 key1 auth.cancelCode phone_number=+9996620002 phone_code_hash=hash1
= WaitPhoneNumber refused=too_early retry=5s
> PhoneNumber +9996620002
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
= WaitCode
! clock +5s
> PhoneNumber +9996620001
    CancelCode: Done
    SendCode: CodeSent app length=5
    < dc2 key1 auth.cancelCode phone_number=+9996620002 phone_code_hash=hash2
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 phone_code=22222
= Ready
