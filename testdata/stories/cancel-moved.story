# Who leaves has left, even if the account lives elsewhere now; no code is sent
# from there.

server dcs=2,4
account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! move +9996620001 4
> Cancel
    CancelCode: Moved 4
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
= LoggedOut
