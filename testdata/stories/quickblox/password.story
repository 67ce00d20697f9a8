# A name and a password sign in. The application's session is opened first, and
# becomes the person's.

account login=ada password=lovelace-1815 full_name="Ada Lovelace"

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada first_name="Ada Lovelace"
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
= Ready
> Poll
    WhoAmI: Authorized id=user1 username=ada first_name="Ada Lovelace"
    < GET /session.json qb-token=session1
= Ready
> LogOut
    LogOut: Done
    < DELETE /login.json qb-token=session1
= LoggedOut
