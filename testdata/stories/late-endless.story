# A server that says of a login that is over that it is still signed in, again
# and again, is asked to log it out a few times and no more.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
= WaitCode
> Code 22222
    SignIn: Unanswered
    WhoAmI: Nobody
= WaitCode refused=unanswered
> Cancel
    CancelCode: Done
= LoggedOut
~ SignIn: Authorized id=1001
    LogOut: Authorized id=1001
    LogOut: Authorized id=1001
    LogOut: Authorized id=1001
    LogOut: Authorized id=1001
    LogOut: Authorized id=1001
    LogOut: Authorized id=1001
    LogOut: Authorized id=1001
    LogOut: Authorized id=1001
= LoggedOut doubt=LogOut refused=too_many_refusals
