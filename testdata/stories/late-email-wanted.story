# That an e-mail address is wanted is said late: nobody waits for it any more,
# and the number is given again.

only machine

> PhoneNumber +9996620001
    Connect: Connected
= WaitPhoneNumber asking=SendCode
! clock +30s
> Poll
    WhoAmI: Nobody
= WaitPhoneNumber refused=unanswered
~ SendCode: EmailWanted
= WaitPhoneNumber refused=conflict
> PhoneNumber +9996620001
    SendCode: EmailWanted
= WaitEmailAddress
