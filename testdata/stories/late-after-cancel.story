# The person has left, and then the code turns out to have been accepted. No
# authorised key is left behind: it is logged out, even if that takes its time.

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
    CancelCode: Refused 400 PHONE_CODE_EXPIRED
= LoggedOut
~ SignIn: Authorized id=1001
    LogOut: NotSent
    WhoAmI: NotSent
= LoggedOut doubt=LogOut refused=not_sent
> Poll
    WhoAmI: Authorized id=1001
    LogOut: Unanswered
    WhoAmI: Unanswered
= LoggedOut doubt=LogOut refused=unanswered
> Cancel
    WhoAmI: PasswordWanted
    LogOut: Done
= LoggedOut refused=not_allowed
~ SignIn: PasswordWanted
    LogOut: Refused 401 AUTH_KEY_UNREGISTERED
= LoggedOut
~ SignIn: PasswordWanted
    LogOut: Refused 420 FLOOD_WAIT_5
= LoggedOut doubt=LogOut refused=FLOOD_WAIT retry=5s
~ SignIn: Authorized id=1001
= LoggedOut doubt=LogOut refused=too_early retry=5s
