# The answer to a code is lost, and comes after all: a late success counts.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
= WaitCode
> Code 22222
    SignIn: Unanswered
    WhoAmI: Nobody
= WaitCode refused=unanswered
~ SignIn: Authorized id=1001
= Ready
~ SignIn: Authorized id=1001
= Ready refused=conflict
~ SignIn: PasswordWanted
= Ready refused=conflict
