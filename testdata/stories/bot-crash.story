# The program dies while the key is made: nothing is lost but the token, which nobody
# has kept. Then it dies while the token is imported, which has signed in: the key was
# stored before that.

only machine

> BotToken 7:AAF
= WaitPhoneNumber asking=Connect
! clock +31s
> Poll
= WaitPhoneNumber refused=unanswered
> BotToken 7:AAF
    Connect: Connected
= WaitPhoneNumber asking=ImportToken
! clock +31s
> Poll
    WhoAmI: Authorized id=7
= Ready
