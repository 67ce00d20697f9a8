# The reset was taken back on another device: then nothing is waited for any
# more, and another one can be asked for.

account phone=+9996620001 password=secret hint=pet reset_wait=168h first_name=Ada

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
    ResetPassword: ResetPending reset_in=168h0m0s
    < dc2 key1 account.resetPassword
= WaitPassword
> ResetPassword
= WaitPassword refused=too_early retry=168h0m0s
! refuse account.declinePasswordReset 400 RESET_REQUEST_MISSING
> DeclinePasswordReset
    DeclinePasswordReset: Refused 400 RESET_REQUEST_MISSING
    < dc2 key1 account.declinePasswordReset
= WaitPassword refused=RESET_REQUEST_MISSING
> ResetPassword
    ResetPassword: ResetPending reset_in=168h0m0s
    < dc2 key1 account.resetPassword
= WaitPassword
