# The login has failed, and then the code turns out to have been accepted.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
= WaitCode
> Code 22222
    SignIn: Unanswered
    WhoAmI: Nobody
= WaitCode refused=unanswered
> Code 22222
    SignIn: Refused 406 UPDATE_APP_TO_LOGIN
= Failed refused=UPDATE_APP_TO_LOGIN
~ SignIn: Authorized id=1001
    LogOut: Done
= Failed
