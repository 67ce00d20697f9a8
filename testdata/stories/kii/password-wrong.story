# Kii does not tell whether the name or the password is wrong. Either can be said
# again.

account login_name=ada password=lovelace-1815

> Name adda
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Refused 400 credentials_invalid said=invalid_grant
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=adda
= WaitPassword refused=credentials_invalid
> Password lovelace-1816
    CheckPassword: Refused 400 credentials_invalid said=invalid_grant
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1816 username=adda
= WaitPassword refused=credentials_invalid
> Name ada
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= Ready
