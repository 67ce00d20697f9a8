# The server takes the proved address for enough and wants the password next
# (SESSION_PASSWORD_NEEDED in answer to account.verifyEmail).

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
= WaitEmailAddress
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
= WaitEmailCode
> EmailCode 314159
    VerifyEmail: PasswordWanted hint=pet
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001
= Ready
