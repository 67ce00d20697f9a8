# The server trips over a reset of the password, over taking it back, and over
# the deletion of the account.

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
! refuse account.resetPassword 500 INTERNAL
> ResetPassword
    ResetPassword: Refused 500 INTERNAL
    WhoAmI: PasswordWanted hint=pet
    < dc2 key1 account.resetPassword
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPassword refused=INTERNAL
> ResetPassword
    ResetPassword: ResetPending reset_in=2h0m0s
    < dc2 key1 account.resetPassword
= WaitPassword
! refuse account.declinePasswordReset 500 INTERNAL
> DeclinePasswordReset
    DeclinePasswordReset: Refused 500 INTERNAL
    WhoAmI: PasswordWanted hint=pet reset_in=2h0m0s
    < dc2 key1 account.declinePasswordReset
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPassword refused=INTERNAL
! refuse account.deleteAccount 500 INTERNAL
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Refused 500 INTERNAL
    WhoAmI: PasswordWanted hint=pet reset_in=2h0m0s
    < dc2 key1 account.deleteAccount reason=""
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPassword refused=INTERNAL
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Done
    < dc2 key1 account.deleteAccount reason=""
= LoggedOut
