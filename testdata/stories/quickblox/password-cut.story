# The line is cut before the password is seen, and it is asked for again; then after,
# and nobody is asked: the session is a user's.

account login=ada password=lovelace-1815 full_name=Ada

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
= WaitPassword
! cut-before POST /login.json
> Password lovelace-1815
    CheckPassword: Unanswered
    WhoAmI: PasswordWanted
    < GET /session.json qb-token=session1
= WaitPassword refused=unanswered
! cut-after POST /login.json
> Password lovelace-1815
    CheckPassword: Unanswered
    WhoAmI: Authorized id=user1
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
    < GET /session.json qb-token=session1
= Ready
