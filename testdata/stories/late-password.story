# The same with a password still wanted.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
= WaitCode
> Code 22222
    SignIn: Unanswered
    WhoAmI: Nobody
= WaitCode refused=unanswered
~ SignIn: PasswordWanted hint=pet
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001
= Ready
