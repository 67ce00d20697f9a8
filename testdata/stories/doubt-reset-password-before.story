# The line is cut before the reset reached the server: the password is still
# there, and there is no reset.

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
! cut-before account.resetPassword
> ResetPassword
    ResetPassword: Unanswered
    WhoAmI: PasswordWanted hint=pet
    < dc2 key1 account.resetPassword
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPassword refused=unanswered
> ResetPassword
    ResetPassword: ResetPending reset_in=2h0m0s
    < dc2 key1 account.resetPassword
= WaitPassword
