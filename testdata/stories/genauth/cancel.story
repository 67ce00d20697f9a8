# One can leave at every question, and begin again.

account username=grace phone=+15555550111 password=hopper-1906 second_factor=SMS

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
    CheckPassword: CodeSent sms next=sms resend_after=1m0s purpose=second_factor hash=hash1
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=grace passwordPayload.password=hopper-1906
    < POST /api/v3/send-sms channel=CHANNEL_VERIFY_MFA phoneCountryCode=+1 phoneNumber=5555550111
= WaitCode
> Cancel
    CancelCode: Done
= LoggedOut
! new login
! clock +60s
> Name grace
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: CodeSent sms next=sms resend_after=1m0s purpose=second_factor hash=hash2
    < POST /api/v3/signin connection=PASSWORD options.passwordEncryptType=none options.scope="openid profile offline_access" passwordPayload.account=grace passwordPayload.password=hopper-1906
    < POST /api/v3/send-sms channel=CHANNEL_VERIFY_MFA phoneCountryCode=+1 phoneNumber=5555550111
= WaitCode
> Code code2
    SignIn: Authorized id=user1 username=grace
    < POST /api/v2/applications/mfa/sms/verify bearer=token1 code=code2 phone=5555550111 phoneCountryCode=+1
    < GET /api/v3/get-profile bearer=token2
= Ready
