# The line swallows everything. Nobody knows whether the password was heard, and as
# long as nobody can say so nothing else is sent.

account login=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
= WaitPassword
! silent
> Password lovelace-1815
    CheckPassword: Unanswered
    WhoAmI: Unanswered
= WaitPassword doubt=CheckPassword refused=unanswered
> Password lovelace-1815
    WhoAmI: Unanswered
= WaitPassword doubt=CheckPassword refused=unanswered
! up
> Password lovelace-1815
    WhoAmI: PasswordWanted
    CheckPassword: Authorized id=user1 username=ada
    < GET /session.json qb-token=session1
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
= Ready
