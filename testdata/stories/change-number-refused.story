# The code that went to the mistyped number cannot be cancelled. That is no
# reason to keep anybody waiting, nor when they leave.

account phone=+9996620001 first_name=Ada
account phone=+9996620002 first_name=Bob

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.cancelCode 400 PHONE_CODE_EXPIRED
> PhoneNumber +9996620002
    CancelCode: Refused 400 PHONE_CODE_EXPIRED
    SendCode: CodeSent app length=5
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.cancelCode 420 FLOOD_WAIT_600
> PhoneNumber +9996620001
    CancelCode: Refused 420 FLOOD_WAIT_600
    SendCode: CodeSent app length=5
    < dc2 key1 auth.cancelCode phone_number=+9996620002 phone_code_hash=hash2
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> PhoneNumber +9996620002
    CancelCode: Done
    SendCode: CodeSent app length=5
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash3
    < dc2 key1 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
= WaitCode
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> PhoneNumber +9996620002
    CancelCode: Done
    SendCode: CodeSent app length=5
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash5
    < dc2 key1 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
= WaitCode
> Cancel
= LoggedOut
