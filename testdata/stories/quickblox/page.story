# A page of somebody in the way, at every step. None of them is taken for a yes or a
# no.

account login=ada password=lovelace-1815

! refuse POST /session.json 200 content-type=text/html <html>Please log in to the hotel's network</html>
> Name ada
    Connect: Unanswered
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
= WaitPhoneNumber refused=unanswered
> Name ada
    Connect: Connected
    SendCode: PasswordWanted
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce2 signature=signature2 timestamp=1767323045
= WaitPassword
! refuse POST /login.json 401 content-type=text/html <html>Please log in to the hotel's network</html>
> Password lovelace-1815
    CheckPassword: Unanswered
    WhoAmI: PasswordWanted
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
    < GET /session.json qb-token=session1
= WaitPassword refused=unanswered
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
= Ready
! refuse GET /session.json 401 content-type=text/html <html>Please log in to the hotel's network</html>
> Poll
    WhoAmI: Unanswered
    < GET /session.json qb-token=session1
= Ready refused=unanswered
> Poll
    WhoAmI: Authorized id=user1 username=ada
    < GET /session.json qb-token=session1
= Ready
