# The password is accepted, and a code of the authenticator is wanted too. It is
# mistyped once, and cannot be sent again: nobody sends it.

account login_name=grace password=hopper-1906 totp=JBSWY3DPEHPK3PXP

> Name grace
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: CodeSent authenticator length=6 purpose=second_factor hash=hash1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=hopper-1906 username=grace
= WaitCode
> Resend
= WaitCode refused=no_resend
> Code wrong
    SignIn: Refused 400 PHONE_CODE_INVALID said=invalid_grant
    < POST /api/apps/{app}/oauth2/token bearer=token1 grant_type=mfa totp_code=wrong
= WaitCode refused=PHONE_CODE_INVALID
> Code totp
    SignIn: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token bearer=token1 grant_type=mfa totp_code=totp
= Ready
