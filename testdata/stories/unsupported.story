# A server wants what this version has no phase for. Each leads to the number,
# with the name of what is missing.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Unsupported auth.sentCodePaymentRequired
= WaitPhoneNumber refused=unsupported
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5 next=sms
= WaitCode
> Resend
    ResendCode: Unsupported auth.sentCodePaymentRequired
= WaitPhoneNumber refused=unsupported
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
= WaitCode
> Code 22222
    SignIn: PasswordWanted
= WaitPassword
> Password secret
    CheckPassword: Unsupported passwordKdfAlgoUnknown
= WaitPhoneNumber refused=unsupported
