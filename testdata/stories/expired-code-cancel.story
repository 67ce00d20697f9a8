# A code is waited for five minutes, and leaving is possible for ever.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! clock +6m
> Cancel
    CancelCode: Done
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
= LoggedOut
