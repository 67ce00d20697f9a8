# Too many wrong passwords: the server says how long to wait. Before that it is
# not asked, and no try is lost.

account phone=+9996620001 password=secret password_tries=2 flood=90s first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> Password a
    CheckPassword: Refused 400 PASSWORD_HASH_INVALID
    < dc2 key1 auth.checkPassword srp_id=srp1 password=a
= WaitPassword refused=PASSWORD_HASH_INVALID
> Password b
    CheckPassword: Refused 400 PASSWORD_HASH_INVALID
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword srp_id=srp2 password=b
= WaitPassword refused=PASSWORD_HASH_INVALID
> Password secret
    CheckPassword: Refused 420 FLOOD_WAIT_90
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword srp_id=srp3 password=secret
= WaitPassword refused=FLOOD_WAIT retry=1m30s
! clock +89s
> Password secret
= WaitPassword refused=too_early retry=1s
! clock +1s
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword srp_id=srp4 password=secret
= Ready
