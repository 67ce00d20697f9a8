# An older server says by an error that the number has no account
# (PHONE_NUMBER_UNOCCUPIED). In answer to a code that is no failure.

account phone=+9996640004 unregistered

> PhoneNumber +9996640004
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.signIn 400 PHONE_NUMBER_UNOCCUPIED
> Code 44444
    SignIn: Refused 400 PHONE_NUMBER_UNOCCUPIED
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash1 phone_code=44444
= WaitRegistration
> Cancel
    CancelCode: Done
    < dc2 key1 auth.cancelCode phone_number=+9996640004 phone_code_hash=hash1
= LoggedOut
