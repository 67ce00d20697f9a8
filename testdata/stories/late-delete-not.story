# The process died before an account was deleted. The server says that one is
# still signed in; a late answer that it has been deleted after all does not
# count, but the next word finds out.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
= WaitCode
> Code 22222
    SignIn: Authorized id=1001
= Ready
> DeleteAccount "DELETE MY ACCOUNT"
= Ready asking=DeleteAccount
! clock +30s
> Poll
    WhoAmI: Authorized id=1001
= Ready refused=unanswered
~ DeleteAccount: Done
= Ready refused=conflict
> Poll
    WhoAmI: Refused 401 USER_DEACTIVATED
= LoggedOut refused=USER_DEACTIVATED
