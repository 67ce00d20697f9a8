# A token that was obtained elsewhere signs in, in place of a number. There is no
# key yet: one is made first, and the token waits in memory.

only machine

> Token bot 7:AAF
    Connect: Connected
    ImportToken: Authorized id=7 first_name=Robot
= Ready
> LogOut
    LogOut: Done
= LoggedOut
