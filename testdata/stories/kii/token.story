# Kii knows no tokens of others, and nobody by a code.

account login_name=ada password=lovelace-1815

> Token facebook EAAB-token-of-ada
    Connect: Connected
    ImportToken: NotSent not_allowed
= WaitPhoneNumber refused=not_allowed
> Name ada
    SendCode: PasswordWanted
= WaitPassword
> Code 123456
= WaitPassword refused=not_allowed
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=ada
= Ready
