# Without its password an account is deleted only after a week
# (2FA_CONFIRM_WAIT). The date is kept: it is not asked for before, also by a
# later sign-in, and then it is done.

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
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Refused 420 2FA_CONFIRM_WAIT_604800
    < dc2 key1 account.deleteAccount reason=""
= WaitPassword refused=2FA_CONFIRM_WAIT retry=168h0m0s
> DeleteAccount "DELETE MY ACCOUNT"
= WaitPassword refused=too_early retry=168h0m0s
! clock +48h
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> DeleteAccount "DELETE MY ACCOUNT"
= WaitPassword refused=too_early retry=120h0m0s
! clock +119h59m59s
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> DeleteAccount "DELETE MY ACCOUNT"
= WaitPassword refused=too_early retry=1s
! clock +1s
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Done
    < dc2 key1 account.deleteAccount reason=""
= LoggedOut
