# A server for which only who is signed in can reset the password
# (AUTH_KEY_UNREGISTERED) has not forgotten the half login: the password is
# still asked for. Where one is signed in, it has.

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
! refuse account.resetPassword 401 AUTH_KEY_UNREGISTERED
> ResetPassword
    ResetPassword: Refused 401 AUTH_KEY_UNREGISTERED
    < dc2 key1 account.resetPassword
= WaitPassword refused=AUTH_KEY_UNREGISTERED
! refuse account.declinePasswordReset 401 AUTH_KEY_UNREGISTERED
> DeclinePasswordReset
    DeclinePasswordReset: Refused 401 AUTH_KEY_UNREGISTERED
    < dc2 key1 account.declinePasswordReset
= WaitPassword refused=AUTH_KEY_UNREGISTERED
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= Ready
! refuse account.resetPassword 401 AUTH_KEY_UNREGISTERED
> ResetPassword
    ResetPassword: Refused 401 AUTH_KEY_UNREGISTERED
    < dc2 key1 account.resetPassword
= LoggedOut refused=AUTH_KEY_UNREGISTERED
! new login
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet
    < dc2 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key2 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key2 auth.checkPassword srp_id=srp2 password=secret
= Ready
! refuse account.declinePasswordReset 401 AUTH_KEY_UNREGISTERED
> DeclinePasswordReset
    DeclinePasswordReset: Refused 401 AUTH_KEY_UNREGISTERED
    < dc2 key2 account.declinePasswordReset
= LoggedOut refused=AUTH_KEY_UNREGISTERED
