# A reset, and taking it back, asked for too often.

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
! refuse account.resetPassword 420 FLOOD_WAIT_60
> ResetPassword
    ResetPassword: Refused 420 FLOOD_WAIT_60
    < dc2 key1 account.resetPassword
= WaitPassword refused=FLOOD_WAIT retry=1m0s
> ResetPassword
= WaitPassword refused=too_early retry=1m0s
! clock +1m
> ResetPassword
    ResetPassword: ResetPending reset_in=2h0m0s
    < dc2 key1 account.resetPassword
= WaitPassword
! refuse account.declinePasswordReset 420 FLOOD_WAIT_60
> DeclinePasswordReset
    DeclinePasswordReset: Refused 420 FLOOD_WAIT_60
    < dc2 key1 account.declinePasswordReset
= WaitPassword refused=FLOOD_WAIT retry=1m0s
> DeclinePasswordReset
= WaitPassword refused=too_early retry=1m0s
! clock +1m
> DeclinePasswordReset
    DeclinePasswordReset: Done
    < dc2 key1 account.declinePasswordReset
= WaitPassword
