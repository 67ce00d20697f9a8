# An e-mail address signs in once it has been verified, and not before.

account login_name=ada email=ada@example.com email_verified=true password=lovelace-1815
account login_name=grace email=grace@example.com password=hopper-1906

> Email grace@example.com
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: Refused 400 credentials_invalid said=invalid_grant
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=hopper-1906 username=EMAIL:grace@example.com
= WaitPassword refused=credentials_invalid
> Email ada@example.com
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=EMAIL:ada@example.com
= Ready
