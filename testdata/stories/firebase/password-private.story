# A project with protection from e-mail enumeration does not tell whether the address
# was wrong or the password. The person can say either again.

account email=ada@example.com password=lovelace-1815
server private=true

> Email adda@example.com
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Refused 400 credentials_invalid said=INVALID_LOGIN_CREDENTIALS
    < POST /v1/accounts:signInWithPassword email=adda@example.com password=lovelace-1815 returnSecureToken=true
= WaitPassword refused=credentials_invalid
> Password lovelace-1816
    CheckPassword: Refused 400 credentials_invalid said=INVALID_LOGIN_CREDENTIALS
    < POST /v1/accounts:signInWithPassword email=adda@example.com password=lovelace-1816 returnSecureToken=true
= WaitPassword refused=credentials_invalid
> Email ada@example.com
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /v1/accounts:signInWithPassword email=ada@example.com password=lovelace-1815 returnSecureToken=true
= Ready
