# The same error in answer to anything but a code says that the number is no
# good.

account phone=+9996620001 next=sms

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.resendCode 400 PHONE_NUMBER_UNOCCUPIED
> Resend
    ResendCode: Refused 400 PHONE_NUMBER_UNOCCUPIED
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitPhoneNumber refused=PHONE_NUMBER_UNOCCUPIED
