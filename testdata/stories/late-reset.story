# The answers to a reset of the password, and to taking it back, come late: they
# do not count. The server is asked what has come of it.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
= WaitCode
> Code 22222
    SignIn: PasswordWanted
= WaitPassword
> ResetPassword
= WaitPassword asking=ResetPassword
! clock +30s
> Poll
    WhoAmI: PasswordWanted reset_in=167h59m30s
= WaitPassword
~ ResetPassword: ResetPending reset_in=167h59m30s
= WaitPassword refused=conflict
~ ResetPassword: Done
= WaitPassword refused=conflict
> ResetPassword
= WaitPassword refused=too_early retry=167h59m30s
> DeclinePasswordReset
= WaitPassword asking=DeclinePasswordReset
! clock +30s
> Poll
    WhoAmI: PasswordWanted
= WaitPassword
~ DeclinePasswordReset: Done
= WaitPassword refused=conflict
