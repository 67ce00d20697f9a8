# The answer is lost that a reset has been taken back, and then nobody is signed
# in, not even half: the number again.

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
! refuse users.getUsers 401 AUTH_KEY_UNREGISTERED
! refuse account.getPassword 401 AUTH_KEY_UNREGISTERED
> DeclinePasswordReset
    DeclinePasswordReset: Unanswered
    WhoAmI: Nobody
    < dc2 key1 account.declinePasswordReset
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPhoneNumber refused=unanswered
