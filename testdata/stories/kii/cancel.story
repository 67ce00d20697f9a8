# One can leave at every question, and begin again.

account login_name=grace password=hopper-1906 totp=JBSWY3DPEHPK3PXP

> Name grace
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Cancel
    LogOut: Done
= LoggedOut
! new login
> Name grace
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: CodeSent authenticator length=6 purpose=second_factor hash=hash1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=hopper-1906 username=grace
= WaitCode
> Cancel
    CancelCode: Done
= LoggedOut
! new login
> Name grace
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: CodeSent authenticator length=6 purpose=second_factor hash=hash2
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=hopper-1906 username=grace
= WaitCode
> Code totp
    SignIn: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token bearer=token1 grant_type=mfa totp_code=totp
= Ready
