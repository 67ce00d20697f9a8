# Who leaves while a code is out cancels the code. Then it is over.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Cancel
    CancelCode: Done
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
= LoggedOut
> PhoneNumber +9996620001
= LoggedOut refused=not_allowed
> Cancel
= LoggedOut refused=not_allowed
> Poll
= LoggedOut refused=not_allowed
