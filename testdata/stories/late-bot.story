# The person has left, and the bot turns out to be signed in: it is logged out, even if
# that takes its time.

only machine

> BotToken 7:AAF
    Connect: Connected
    ImportToken: Unanswered
    WhoAmI: Nobody
= WaitPhoneNumber refused=unanswered
> Cancel
= LoggedOut
~ ImportToken: Authorized id=7
    LogOut: Unanswered
    WhoAmI: NotSent
= LoggedOut doubt=LogOut refused=unanswered
> Poll
    WhoAmI: Authorized id=7
    LogOut: Done future_token=token1
= LoggedOut
