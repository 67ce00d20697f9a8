# There is no line. A log-out needs none: Kii has no way to revoke a token.

account login_name=ada password=lovelace-1815

! down
> Name ada
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: NotSent
= WaitPassword refused=not_sent
! up
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= Ready
! down
> Poll
    WhoAmI: NotSent
= Ready refused=not_sent
> LogOut
    LogOut: Done
= LoggedOut
