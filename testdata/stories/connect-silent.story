# No key: whether the server heard of us is unknown and does not matter, since a
# key exchange signs nobody in.

account phone=+9996620001 first_name=Ada

! silent
> PhoneNumber +9996620001
    Connect: Unanswered
= WaitPhoneNumber refused=unanswered
! up
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
