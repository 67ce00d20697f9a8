# Nobody is signed in any more when a reset of the password is taken back.

account phone=+9996620001

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
! refuse account.declinePasswordReset 401 AUTH_KEY_UNREGISTERED
> DeclinePasswordReset
    DeclinePasswordReset: Refused 401 AUTH_KEY_UNREGISTERED
    < dc2 key1 account.declinePasswordReset
= LoggedOut refused=AUTH_KEY_UNREGISTERED
