# The code comes when the half login is over: the password is needed again.

account login_name=grace password=hopper-1906 totp=JBSWY3DPEHPK3PXP

> Name grace
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: CodeSent authenticator length=6 purpose=second_factor hash=hash1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=hopper-1906 username=grace
= WaitCode
! clock +5m
> Code totp
    SignIn: Refused 403 PHONE_CODE_EXPIRED said=WRONG_TOKEN
    < POST /api/apps/{app}/oauth2/token bearer=token1 grant_type=mfa totp_code=totp
= WaitPhoneNumber refused=PHONE_CODE_EXPIRED
> Name grace
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: CodeSent authenticator length=6 purpose=second_factor hash=hash2
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=hopper-1906 username=grace
= WaitCode
> Code totp
    SignIn: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token bearer=token2 grant_type=mfa totp_code=totp
= Ready
