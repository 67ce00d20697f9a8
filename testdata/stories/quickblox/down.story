# There is no line: the person says the same again later.

account login=ada password=lovelace-1815

! down
> Name ada
    Connect: NotSent
= WaitPhoneNumber refused=not_sent
! up
> Name ada
    Connect: Connected
    SendCode: PasswordWanted
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
= WaitPassword
! down
> Password lovelace-1815
    CheckPassword: NotSent
= WaitPassword refused=not_sent
! up
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
= Ready
! down
> LogOut
    LogOut: NotSent
= Ready refused=not_sent
! up
> LogOut
    LogOut: Done
    < DELETE /login.json qb-token=session1
= LoggedOut
