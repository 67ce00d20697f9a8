# The password is accepted, and no SMS can be sent now. That costs no second password:
# one asks for the code a minute later.

account email=grace@example.com password=hopper-1906 second_factor=+15555550111

> Email grace@example.com
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! refuse POST /v2/accounts/mfaSignIn:start 429 retry-after=60 {"error":{"code":429,"message":"RESOURCE_EXHAUSTED"}}
> Password hopper-1906
    CheckPassword: CodeSent none length=6 next=sms resend_after=1m0s purpose=second_factor hash=hash1
    < POST /v1/accounts:signInWithPassword email=grace@example.com password=hopper-1906 returnSecureToken=true
    < POST /v2/accounts/mfaSignIn:start mfaEnrollmentId=factor-phone mfaPendingCredential=pending1
= WaitCode
> Resend
= WaitCode refused=too_early retry=1m0s
! clock +60s
> Resend
    ResendCode: CodeSent sms length=6 next=sms purpose=second_factor hash=hash2
    < POST /v2/accounts/mfaSignIn:start mfaEnrollmentId=factor-phone mfaPendingCredential=pending1
= WaitCode
> Code code1
    SignIn: Authorized id=user1
    < POST /v2/accounts/mfaSignIn:finalize mfaPendingCredential=pending1 phoneVerificationInfo.code=code1 phoneVerificationInfo.sessionInfo=hash2
= Ready
