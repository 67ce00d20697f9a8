# The server trips, and then refuses for a reason that nobody has documented. After the
# first one asks how far it has come; the second is shown in the server's own words.

account login=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
= WaitPassword
! refuse POST /login.json 500 {"errors":["Internal Server Error"]}
> Password lovelace-1815
    CheckPassword: Refused 500 Internal Server Error
    WhoAmI: PasswordWanted
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
    < GET /session.json qb-token=session1
= WaitPassword refused=INTERNAL_SERVER_ERROR
! refuse POST /login.json 403 {"errors":["Forbidden. Need admin."]}
> Password lovelace-1815
    CheckPassword: Refused 403 Forbidden. Need admin.
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
= WaitPassword refused=FORBIDDEN_NEED_ADMIN
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
= Ready
