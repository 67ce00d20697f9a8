# The answer is lost that a reset has been taken back: the server tells that
# there is none, and that is no failure.

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
> ResetPassword
    ResetPassword: ResetPending reset_in=2h0m0s
    < dc2 key1 account.resetPassword
= WaitPassword
! cut-after account.declinePasswordReset
> DeclinePasswordReset
    DeclinePasswordReset: Unanswered
    WhoAmI: PasswordWanted hint=pet
    < dc2 key1 account.declinePasswordReset
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPassword
> ResetPassword
    ResetPassword: Refused reset_failed_wait retry=2h0m0s
    < dc2 key1 account.resetPassword
= WaitPassword refused=reset_failed_wait retry=2h0m0s
