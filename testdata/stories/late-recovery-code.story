# The answers to a request for a recovery code, and to a look at it, come late:
# they do not count.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
= WaitCode
> Code 22222
    SignIn: PasswordWanted recovery
= WaitPassword
> RequestPasswordRecovery
= WaitPassword asking=RequestRecovery
! clock +30s
> Poll
= WaitPassword refused=unanswered
~ RequestRecovery: RecoverySent pattern=a***@e***.org
= WaitPassword refused=conflict
> RequestPasswordRecovery
    RequestRecovery: RecoverySent pattern=a***@e***.org
= WaitRecoveryCode
> RecoveryCode 271828
= WaitRecoveryCode asking=CheckRecoveryCode
! clock +30s
> Poll
= WaitRecoveryCode refused=unanswered
~ CheckRecoveryCode: Done
= WaitRecoveryCode refused=conflict
