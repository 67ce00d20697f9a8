# The half login was ended from another device before the reset, and before it
# was taken back: the number again.

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
! revoke key1
> ResetPassword
    ResetPassword: Refused 401 SESSION_REVOKED
    < dc2 key1 account.resetPassword
= WaitPhoneNumber refused=SESSION_REVOKED
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> ResetPassword
    ResetPassword: ResetPending reset_in=2h0m0s
    < dc2 key1 account.resetPassword
= WaitPassword
! revoke key1
> DeclinePasswordReset
    DeclinePasswordReset: Refused 401 SESSION_REVOKED
    < dc2 key1 account.declinePasswordReset
= WaitPhoneNumber refused=SESSION_REVOKED
