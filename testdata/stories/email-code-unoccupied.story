# An older server says by an error that the number has no account. In answer to
# a code from an e-mail that is no failure either.

account phone=+9996620001 email=ada@example.com email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! refuse auth.signIn 400 PHONE_NUMBER_UNOCCUPIED
> EmailCode 314159
    SignInEmail: Refused 400 PHONE_NUMBER_UNOCCUPIED
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= WaitRegistration
> Cancel
    CancelCode: Done
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
= LoggedOut
