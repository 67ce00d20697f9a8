# The server wants another address once the first one is proved. What was
# allowed for the first one is not allowed for the next.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted apple
= WaitEmailAddress
> AppleToken apple:ada@example.com
    VerifyEmail: EmailWanted
= WaitEmailAddress
> AppleToken apple:ada@example.com
= WaitEmailAddress refused=not_allowed
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
= WaitEmailCode
> EmailCode 314159
    VerifyEmail: CodeSent sms length=5
= WaitCode
> Code 22222
    SignIn: Authorized id=1001
= Ready
