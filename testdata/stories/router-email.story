# Any call that sends a code may bring any kind: a resend of an ordinary code
# comes by e-mail, giving that address up needs no code at all.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5 next=sms
= WaitCode
> Resend
    ResendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=0s
= WaitEmailCode
> Code 22222
= WaitEmailCode refused=not_allowed
> ResetLoginEmail
    ResetLoginEmail: Authorized id=1001
= Ready
