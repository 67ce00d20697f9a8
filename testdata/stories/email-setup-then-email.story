# Once the address is proved, the server sends the code to that very address:
# another code, under another hash, which signs in.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
= WaitEmailAddress
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
= WaitEmailCode
> EmailCode 314159
    VerifyEmail: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=168h0m0s
= WaitEmailCode
> EmailAddress augusta@example.com
= WaitEmailCode refused=not_allowed
> EmailCode 314159
    SignInEmail: Authorized id=1001
= Ready
