# The application's session ends while the person looks for the password. A new one is
# opened, and kept, before the password is sent under it; nobody notices.

account login=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
= WaitPassword
! forget
> Password lovelace-1815
    CheckPassword: Moved
    CheckPassword: Authorized id=user1 username=ada
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce2 signature=signature2 timestamp=1767323045
    < POST /login.json login=ada password=lovelace-1815 qb-token=session2
= Ready
