# Any call that sends a code may want an e-mail address first, and any may want
# a password.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5 next=sms
= WaitCode
> Resend
    ResendCode: EmailWanted google
= WaitEmailAddress
> GoogleToken google:ada@example.com
    VerifyEmail: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=0s
= WaitEmailCode
> ResetLoginEmail
    ResetLoginEmail: PasswordWanted hint=pet
= WaitPassword
