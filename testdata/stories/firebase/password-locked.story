# Too many wrong passwords have locked the address for a while. Firebase does not say
# for how long, so the person may try whenever they like.

account email=ada@example.com password=lovelace-1815

> Email ada@example.com
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! refuse POST /v1/accounts:signInWithPassword 400 {"error":{"code":400,"message":"TOO_MANY_ATTEMPTS_TRY_LATER : Access to this account has been temporarily disabled due to many failed login attempts."}}
> Password lovelace-1815
    CheckPassword: Refused 400 FLOOD_WAIT said=TOO_MANY_ATTEMPTS_TRY_LATER
    < POST /v1/accounts:signInWithPassword email=ada@example.com password=lovelace-1815 returnSecureToken=true
= WaitPassword refused=FLOOD_WAIT
! clock +10m
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /v1/accounts:signInWithPassword email=ada@example.com password=lovelace-1815 returnSecureToken=true
= Ready
