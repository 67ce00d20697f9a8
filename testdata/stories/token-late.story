# A token's answer comes when nobody waits for it any more. It counts; after the
# end it is undone.

only machine

> Token bot 7:AAF
    Connect: Connected
= WaitPhoneNumber asking=ImportToken
! clock +31s
> Poll
    WhoAmI: Nobody
= WaitPhoneNumber refused=unanswered
~ ImportToken: Authorized id=7
= Ready
