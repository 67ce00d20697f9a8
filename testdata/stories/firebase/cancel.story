# One can leave at every question, and begin again.

account phone=+15555550100
account email=grace@example.com password=hopper-1906 second_factor=+15555550111

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Cancel
    CancelCode: Done
= LoggedOut
! new login
> Email grace@example.com
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Cancel
    LogOut: Done
= LoggedOut
! new login
> Email grace@example.com
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password hopper-1906
    CheckPassword: CodeSent sms length=6 next=sms purpose=second_factor hash=hash2
    < POST /v1/accounts:signInWithPassword email=grace@example.com password=hopper-1906 returnSecureToken=true
    < POST /v2/accounts/mfaSignIn:start mfaEnrollmentId=factor-phone mfaPendingCredential=pending1
= WaitCode
> Cancel
    CancelCode: Done
= LoggedOut
! new login
> Cancel
= LoggedOut
! new login
> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash3
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Code code3
    SignIn: Authorized id=user1
    < POST /v1/accounts:signInWithPhoneNumber code=code3 sessionInfo=hash3
= Ready
