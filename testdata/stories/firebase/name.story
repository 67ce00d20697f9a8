# Firebase knows nobody by a name: the person is told that it must be an e-mail
# address, and nothing is sent.

account email=ada@example.com password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: Refused locally EMAIL_INVALID
= WaitPhoneNumber refused=EMAIL_INVALID
> Email ada@example.com
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /v1/accounts:signInWithPassword email=ada@example.com password=lovelace-1815 returnSecureToken=true
= Ready
