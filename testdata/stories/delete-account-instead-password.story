# In place of signing in with the password, the account is deleted with it.
# Wrong passwords count.

limits password_attempts=2
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
> DeleteAccount "DELETE MY ACCOUNT" "" secrets
    DeleteAccount: Refused 400 PASSWORD_HASH_INVALID
    < dc2 key1 account.deleteAccount reason="" srp_id=srp1 password=secrets
= WaitPassword refused=PASSWORD_HASH_INVALID
> Password secrets
    CheckPassword: Refused 400 PASSWORD_HASH_INVALID
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword srp_id=srp2 password=secrets
= WaitPassword refused=PASSWORD_HASH_INVALID
> DeleteAccount "DELETE MY ACCOUNT" "" secret
= WaitPassword refused=attempts_used
> Password secret
= WaitPassword refused=attempts_used
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> DeleteAccount "DELETE MY ACCOUNT" "" secret
    DeleteAccount: Done
    < dc2 key1 account.deleteAccount reason="" srp_id=srp3 password=secret
= LoggedOut
