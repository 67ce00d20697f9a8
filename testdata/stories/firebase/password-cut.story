# The line is cut before the password reaches the service, and then after. Both times
# the person gives it again: the tokens of the second time are lost, and the account
# is none the worse for it.

account email=ada@example.com password=lovelace-1815

> Email ada@example.com
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! cut-before POST /v1/accounts:signInWithPassword
> Password lovelace-1815
    CheckPassword: Unanswered
    WhoAmI: PasswordWanted
= WaitPassword refused=unanswered
! cut-after POST /v1/accounts:signInWithPassword
> Password lovelace-1815
    CheckPassword: Unanswered
    WhoAmI: PasswordWanted
    < POST /v1/accounts:signInWithPassword email=ada@example.com password=lovelace-1815 returnSecureToken=true
= WaitPassword refused=unanswered
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /v1/accounts:signInWithPassword email=ada@example.com password=lovelace-1815 returnSecureToken=true
= Ready
