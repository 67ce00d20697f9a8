# The process died while an account was being deleted. The next one says the
# same again, finds out that there is none any more, and nothing is deleted
# twice.

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
> DeleteAccount "DELETE MY ACCOUNT"
    WhoAmI: Refused 401 USER_DEACTIVATED
= LoggedOut
~ DeleteAccount: Done
= LoggedOut refused=conflict
