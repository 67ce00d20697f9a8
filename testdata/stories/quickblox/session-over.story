# Two hours without a request end a session. When the person comes back the login is
# over, and the next one is a new one.

account login=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
= Ready
! clock +1h59m
> Poll
    WhoAmI: Authorized id=user1 username=ada
    < GET /session.json qb-token=session1
= Ready
! clock +2h1s
> Poll
    WhoAmI: Nobody
    < GET /session.json qb-token=session1
= LoggedOut refused=AUTH_KEY_UNREGISTERED
! new login
> Name ada
    Connect: Connected
    SendCode: PasswordWanted
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce2 signature=signature2 timestamp=1767337386
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /login.json login=ada password=lovelace-1815 qb-token=session2
= Ready
