# The answer is lost that a deletion without the password has to wait. Asked
# again, the server says until when.

account phone=+9996620001 password=secret hint=pet delete_wait=168h first_name=Ada

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
! cut-after account.deleteAccount
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Unanswered
    WhoAmI: PasswordWanted hint=pet
    < dc2 key1 account.deleteAccount reason=""
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPassword refused=unanswered
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Refused 420 2FA_CONFIRM_WAIT_604800
    < dc2 key1 account.deleteAccount reason=""
= WaitPassword refused=2FA_CONFIRM_WAIT retry=168h0m0s
