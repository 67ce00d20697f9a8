# QuickBlox does not tell whether the name or the password is wrong. Either can be
# said again.

account login=ada password=lovelace-1815

> Name adda
    Connect: Connected
    SendCode: PasswordWanted
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
= WaitPassword
> Password lovelace-1815
    CheckPassword: Refused 401 credentials_invalid said=Unauthorized
    < POST /login.json login=adda password=lovelace-1815 qb-token=session1
= WaitPassword refused=credentials_invalid
> Password lovelace-1816
    CheckPassword: Refused 401 credentials_invalid said=Unauthorized
    < POST /login.json login=adda password=lovelace-1816 qb-token=session1
= WaitPassword refused=credentials_invalid
> Name ada
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
= Ready
