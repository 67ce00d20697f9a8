# The answer to the request for the SMS is lost. The password was accepted and is not
# asked for again: the person asks for another code. Then the answer to that code is
# lost, and the code is spent: it begins again.

account email=grace@example.com password=hopper-1906 second_factor=+15555550111

> Email grace@example.com
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
! cut-after POST /v2/accounts/mfaSignIn:start
> Password hopper-1906
    CheckPassword: Unanswered
    WhoAmI: CodeSent none length=6 next=sms purpose=second_factor hash=hash1
    < POST /v1/accounts:signInWithPassword email=grace@example.com password=hopper-1906 returnSecureToken=true
    < POST /v2/accounts/mfaSignIn:start mfaEnrollmentId=factor-phone mfaPendingCredential=pending1
= WaitCode
> Code code1
    SignIn: Refused locally PHONE_CODE_INVALID
= WaitCode refused=PHONE_CODE_INVALID
> Resend
    ResendCode: CodeSent sms length=6 next=sms purpose=second_factor hash=hash2
    < POST /v2/accounts/mfaSignIn:start mfaEnrollmentId=factor-phone mfaPendingCredential=pending1
= WaitCode
! cut-after POST /v2/accounts/mfaSignIn:finalize
> Code code2
    SignIn: Unanswered
    WhoAmI: CodeSent sms length=6 next=sms purpose=second_factor hash=hash2
    < POST /v2/accounts/mfaSignIn:finalize mfaPendingCredential=pending1 phoneVerificationInfo.code=code2 phoneVerificationInfo.sessionInfo=hash2
= WaitCode refused=unanswered
> Code code2
    SignIn: Refused 400 PHONE_CODE_EXPIRED said=INVALID_MFA_PENDING_CREDENTIAL
    < POST /v2/accounts/mfaSignIn:finalize mfaPendingCredential=pending1 phoneVerificationInfo.code=code2 phoneVerificationInfo.sessionInfo=hash2
= WaitPhoneNumber refused=PHONE_CODE_EXPIRED
> Email grace@example.com
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: CodeSent sms length=6 next=sms purpose=second_factor hash=hash3
    < POST /v1/accounts:signInWithPassword email=grace@example.com password=hopper-1906 returnSecureToken=true
    < POST /v2/accounts/mfaSignIn:start mfaEnrollmentId=factor-phone mfaPendingCredential=pending2
= WaitCode
> Code code3
    SignIn: Authorized id=user1
    < POST /v2/accounts/mfaSignIn:finalize mfaPendingCredential=pending2 phoneVerificationInfo.code=code3 phoneVerificationInfo.sessionInfo=hash3
= Ready
