# The address is given up where one is required: another one is asked for.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=0s
= WaitEmailCode
> ResetLoginEmail
    ResetLoginEmail: EmailWanted
= WaitEmailAddress
> EmailAddress augusta@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
= WaitEmailCode
> EmailCode 314159
    VerifyEmail: CodeSent app length=5
= WaitCode
