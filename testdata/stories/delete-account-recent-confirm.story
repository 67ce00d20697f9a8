# The deletion was confirmed a short time ago (2FA_RECENT_CONFIRM): nothing
# changes, and the password still signs in.

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
! refuse account.deleteAccount 400 2FA_RECENT_CONFIRM
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Refused 400 2FA_RECENT_CONFIRM
    < dc2 key1 account.deleteAccount reason=""
= WaitPassword refused=2FA_RECENT_CONFIRM
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= Ready
! refuse account.deleteAccount 400 2FA_RECENT_CONFIRM
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Refused 400 2FA_RECENT_CONFIRM
    < dc2 key1 account.deleteAccount reason=""
= Ready refused=2FA_RECENT_CONFIRM
