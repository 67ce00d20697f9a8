# The answer to the proof of the address is lost, and the server had the
# password in mind.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
= WaitEmailAddress
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
= WaitEmailCode
> EmailCode 314159
    VerifyEmail: Unanswered
    WhoAmI: PasswordWanted hint=pet
= WaitPassword
