# Our budget of passwords is for a half login. Who is signed in has as many
# tries for a deletion as the server allows, and then waits as it says.

limits password_attempts=1
account phone=+9996620001 password=secret hint=pet password_tries=2 flood=90s first_name=Ada

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
> DeleteAccount "DELETE MY ACCOUNT" "" secrets
    DeleteAccount: Refused 400 PASSWORD_HASH_INVALID
    < dc2 key1 account.getPassword
    < dc2 key1 account.deleteAccount reason="" srp_id=srp2 password=secrets
= Ready refused=PASSWORD_HASH_INVALID
> DeleteAccount "DELETE MY ACCOUNT" "" sekret
    DeleteAccount: Refused 400 PASSWORD_HASH_INVALID
    < dc2 key1 account.getPassword
    < dc2 key1 account.deleteAccount reason="" srp_id=srp3 password=sekret
= Ready refused=PASSWORD_HASH_INVALID
> DeleteAccount "DELETE MY ACCOUNT" "" secret
    DeleteAccount: Refused 420 FLOOD_WAIT_90
    < dc2 key1 account.getPassword
    < dc2 key1 account.deleteAccount reason="" srp_id=srp4 password=secret
= Ready refused=FLOOD_WAIT retry=1m30s
> DeleteAccount "DELETE MY ACCOUNT" "" secret
= Ready refused=too_early retry=1m30s
! clock +90s
> DeleteAccount "DELETE MY ACCOUNT" "" secret
    DeleteAccount: Done
    < dc2 key1 account.getPassword
    < dc2 key1 account.deleteAccount reason="" srp_id=srp5 password=secret
= LoggedOut
> DeleteAccount "DELETE MY ACCOUNT"
= LoggedOut refused=not_allowed
