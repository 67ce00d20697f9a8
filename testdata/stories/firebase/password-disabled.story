# The account is disabled. There is nothing that the person could say better.

account email=ada@example.com password=lovelace-1815 disabled=true

> Email ada@example.com
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Refused 400 USER_DEACTIVATED said=USER_DISABLED
    < POST /v1/accounts:signInWithPassword email=ada@example.com password=lovelace-1815 returnSecureToken=true
= Failed refused=USER_DEACTIVATED
