# An e-mail address signs in as a name does.

account email=ada@example.com password=lovelace-1815

> Email ada@example.com
    Connect: Connected
    SendCode: PasswordWanted
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /login.json email=ada@example.com password=lovelace-1815 qb-token=session1
= Ready
