# The answer to a reset is lost where one is signed in. That has not changed,
# but what came of the reset is not known: it can be asked for again.

account phone=+9996620001 password=secret hint=pet reset_wait=2h first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= Ready
! cut-after account.resetPassword
> ResetPassword
    ResetPassword: Unanswered
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 account.resetPassword
    < dc2 key1 users.getUsers id=self
= Ready refused=unanswered
> ResetPassword
    ResetPassword: ResetPending reset_in=2h0m0s
    < dc2 key1 account.resetPassword
= Ready
! cut-before account.declinePasswordReset
> DeclinePasswordReset
    DeclinePasswordReset: Unanswered
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 account.declinePasswordReset
    < dc2 key1 users.getUsers id=self
= Ready refused=unanswered
> DeclinePasswordReset
    DeclinePasswordReset: Done
    < dc2 key1 account.declinePasswordReset
= Ready
