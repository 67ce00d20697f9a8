# The server wants the password in place of an e-mail address
# (SESSION_PASSWORD_NEEDED in answer to account.sendVerifyEmailCode).

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
= WaitEmailAddress
> EmailAddress ada@example.com
    SendEmailCode: PasswordWanted
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001
= Ready
