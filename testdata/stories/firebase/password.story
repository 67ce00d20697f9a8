# The address is mistyped, then the password. This project tells which it was.

account email=ada@example.com password=lovelace-1815 name=Ada

> Email adda@example.com
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Refused 400 account_not_found said=EMAIL_NOT_FOUND
    < POST /v1/accounts:signInWithPassword email=adda@example.com password=lovelace-1815 returnSecureToken=true
= WaitPhoneNumber refused=account_not_found
> Email ada@example.com
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1816
    CheckPassword: Refused 400 PASSWORD_HASH_INVALID said=INVALID_PASSWORD
    < POST /v1/accounts:signInWithPassword email=ada@example.com password=lovelace-1816 returnSecureToken=true
= WaitPassword refused=PASSWORD_HASH_INVALID
> Password lovelace-1815
    CheckPassword: Authorized id=user1 first_name=Ada
    < POST /v1/accounts:signInWithPassword email=ada@example.com password=lovelace-1815 returnSecureToken=true
= Ready
