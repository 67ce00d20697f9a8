# A token, and then a code as the second step. It can be sent again, and given up
# for a number.

only machine

> Token social EAAB
    Connect: Connected
    ImportToken: CodeSent mail length=6 next=sms
= WaitCode
> Token social EAAB
= WaitCode refused=not_allowed
> Resend
    ResendCode: CodeSent sms length=6
= WaitCode
> Code 123456
    SignIn: Refused 400 PHONE_CODE_INVALID
= WaitCode refused=PHONE_CODE_INVALID
> PhoneNumber +9996620001
    CancelCode: Done
    SendCode: CodeSent app length=5
= WaitCode
> Cancel
    CancelCode: Done
= LoggedOut
