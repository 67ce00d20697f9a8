# The mistyped number's account moved meanwhile. Its code does not matter any
# more. The new number is given where that sent us, and belongs where we were.

server dcs=2,4
account phone=+9996620001 first_name=Ada
account phone=+9996620002 first_name=Bob

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! move +9996620001 4
> PhoneNumber +9996620002
    CancelCode: Moved 4
    SendCode: Moved 2
    SendCode: CodeSent app length=5
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
    < dc4 key2 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
    < dc2 key3 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1002 first_name=Bob
    < dc2 key3 auth.signIn phone_number=+9996620002 phone_code_hash=hash2 phone_code=22222
= Ready
