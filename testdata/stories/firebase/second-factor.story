# The password is accepted, and a code that goes to the account's phone is wanted too.
# It is mistyped once; nobody asks for the password again.

account email=grace@example.com password=hopper-1906 second_factor=+15555550111

> Email grace@example.com
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: CodeSent sms length=6 next=sms purpose=second_factor hash=hash1
    < POST /v1/accounts:signInWithPassword email=grace@example.com password=hopper-1906 returnSecureToken=true
    < POST /v2/accounts/mfaSignIn:start mfaEnrollmentId=factor-phone mfaPendingCredential=pending1
= WaitCode
> Code wrong
    SignIn: Refused 400 PHONE_CODE_INVALID said=INVALID_CODE
    < POST /v2/accounts/mfaSignIn:finalize mfaPendingCredential=pending1 phoneVerificationInfo.code=wrong phoneVerificationInfo.sessionInfo=hash1
= WaitCode refused=PHONE_CODE_INVALID
> Code code1
    SignIn: Authorized id=user1
    < POST /v2/accounts/mfaSignIn:finalize mfaPendingCredential=pending1 phoneVerificationInfo.code=code1 phoneVerificationInfo.sessionInfo=hash1
= Ready
