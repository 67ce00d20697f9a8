# The answer to the log-out is lost. The server has heard it: nobody is signed in.

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
! cut-before DELETE /login.json
> LogOut
    LogOut: Unanswered
    WhoAmI: Authorized id=user1 username=ada
    < GET /session.json qb-token=session1
= Ready refused=unanswered
! cut-after DELETE /login.json
> LogOut
    LogOut: Unanswered
    WhoAmI: Nobody
    < DELETE /login.json qb-token=session1
    < GET /session.json qb-token=session1
= LoggedOut
