# Nothing was sent, or the driver died while the key was made: nothing is lost but
# the token, which must be given again, since nobody has kept it.

only machine

> Token bot 7:AAF
    Connect: NotSent
= WaitPhoneNumber refused=not_sent
> Token bot 7:AAF
= WaitPhoneNumber asking=Connect
! clock +31s
> Token bot 7:AAF
    Connect: Unanswered
= WaitPhoneNumber refused=unanswered
> Token bot 7:AAF
    Connect: Connected
    ImportToken: Authorized id=7
= Ready
