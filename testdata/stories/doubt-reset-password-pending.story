# The answer to a reset that has to wait is lost: the server tells what has come
# of it, and that is no failure.

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
! cut-after account.resetPassword
> ResetPassword
    ResetPassword: Unanswered
    WhoAmI: PasswordWanted hint=pet reset_in=2h0m0s
    < dc2 key1 account.resetPassword
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPassword
> ResetPassword
= WaitPassword refused=too_early retry=2h0m0s
