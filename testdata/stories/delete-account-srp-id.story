# The parameters of the proof were stale (SRP_ID_INVALID): they are read again,
# and the password is proved once more.

limits password_attempts=1
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
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= Ready
! refuse account.deleteAccount 400 SRP_ID_INVALID
> DeleteAccount "DELETE MY ACCOUNT" "" secret
    DeleteAccount: Refused 400 SRP_ID_INVALID
    DeleteAccount: Done
    < dc2 key1 account.getPassword
    < dc2 key1 account.deleteAccount reason="" srp_id=srp2 password=secret
    < dc2 key1 account.getPassword
    < dc2 key1 account.deleteAccount reason="" srp_id=srp3 password=secret
= LoggedOut
