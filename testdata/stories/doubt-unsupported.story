# In doubt, and the answer to who is signed in is nothing that this version
# knows. The doubt stays.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
= WaitCode
> Code 22222
    SignIn: Unanswered
    WhoAmI: Unsupported auth.strange
= WaitCode doubt=SignIn refused=unsupported
> Poll
    WhoAmI: Authorized id=1001
= Ready
