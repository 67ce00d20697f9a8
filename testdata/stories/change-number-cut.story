# The line is cut while the code of the mistyped number is cancelled. No new
# code is sent behind anybody's back: the number is asked for again.

account phone=+9996620001 first_name=Ada
account phone=+9996620002 first_name=Bob

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-after auth.cancelCode
> PhoneNumber +9996620002
    CancelCode: Unanswered
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
= WaitPhoneNumber refused=unanswered
> PhoneNumber +9996620002
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1002 first_name=Bob
    < dc2 key1 auth.signIn phone_number=+9996620002 phone_code_hash=hash2 phone_code=22222
= Ready
