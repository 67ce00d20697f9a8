# Who is signed in and does not know the password any more can have it reset,
# and take that back. They stay signed in, also when it is done.

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
> DeclinePasswordReset
    DeclinePasswordReset: Refused 400 RESET_REQUEST_MISSING
    < dc2 key1 account.declinePasswordReset
= Ready refused=RESET_REQUEST_MISSING
> ResetPassword
    ResetPassword: ResetPending reset_in=2h0m0s
    < dc2 key1 account.resetPassword
= Ready
> Poll
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 users.getUsers id=self
= Ready
> ResetPassword
= Ready refused=too_early retry=2h0m0s
> DeclinePasswordReset
    DeclinePasswordReset: Done
    < dc2 key1 account.declinePasswordReset
= Ready
! clock +2h
> ResetPassword
    ResetPassword: ResetPending reset_in=2h0m0s
    < dc2 key1 account.resetPassword
= Ready
! clock +2h
> ResetPassword
    ResetPassword: Done
    < dc2 key1 account.resetPassword
= Ready
> LogOut
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
! new login
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
