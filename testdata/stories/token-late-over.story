# A token's answer comes after the person has left: the login is ended.

only machine

> Token bot 7:AAF
    Connect: Connected
= WaitPhoneNumber asking=ImportToken
! clock +31s
> Cancel
    WhoAmI: Nobody
= LoggedOut
~ ImportToken: Authorized id=7
    LogOut: Done
= LoggedOut
