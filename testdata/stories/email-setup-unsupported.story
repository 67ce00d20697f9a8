# Once the address is proved, the server wants a payment, for which there is no
# phase yet: the number again.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
= WaitEmailAddress
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
= WaitEmailCode
> EmailCode 314159
    VerifyEmail: Unsupported auth.sentCodePaymentRequired
= WaitPhoneNumber refused=unsupported
