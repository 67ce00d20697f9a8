# A new password signs in, but late: the person has left, so the login is ended.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
= WaitCode
> Code 22222
    SignIn: PasswordWanted recovery
= WaitPassword
> RequestPasswordRecovery
    RequestRecovery: RecoverySent pattern=a***@e***.org
= WaitRecoveryCode
> RecoverPassword 271828 better
= WaitRecoveryCode asking=RecoverPassword
> Password secret
= WaitRecoveryCode asking=RecoverPassword refused=busy retry=30s
! clock +30s
> Cancel
    WhoAmI: PasswordWanted recovery
    LogOut: Done
= LoggedOut
~ RecoverPassword: Authorized id=1001
    LogOut: Done
= LoggedOut
