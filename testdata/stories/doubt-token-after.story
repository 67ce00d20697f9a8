# The answer to a token is lost, and so is who it was: then it turns out to have
# signed in, and is not given again.

only machine

> Token bot 7:AAF
    Connect: Connected
    ImportToken: Unanswered
    WhoAmI: Unanswered
= WaitPhoneNumber doubt=ImportToken refused=unanswered
> Token bot 7:AAF
    WhoAmI: Authorized id=7
= Ready refused=not_allowed
