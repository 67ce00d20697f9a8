# The line is cut before the server sees the token: nobody is signed in, and it is
# not sent behind anybody's back.

only machine

> Token bot 7:AAF
    Connect: Connected
    ImportToken: Unanswered
    WhoAmI: Nobody
= WaitPhoneNumber refused=unanswered
> Token bot 7:AAF
    ImportToken: Authorized id=7
= Ready
