# The number has no account any more: the code from the e-mail was right, and a
# name is wanted.

only machine

> PhoneNumber +9996640004
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
= WaitEmailCode
> EmailCode 314159
    SignInEmail: RegistrationWanted
= WaitRegistration
> Register Alan
    SignUp: Authorized id=1001 first_name=Alan
= Ready
