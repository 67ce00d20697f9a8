# The password can be reset in a week. That is remembered on the way: too early
# it is not asked for again, and when the sign-in has expired meanwhile, the
# next one knows.

account phone=+9996620001 password=secret hint=pet reset_wait=168h first_name=Ada

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
    ResetPassword: ResetPending reset_in=168h0m0s
    < dc2 key1 account.resetPassword
= WaitPassword
> ResetPassword
= WaitPassword refused=too_early retry=168h0m0s
! clock +24h1s
> ResetPassword
= WaitPassword refused=expired
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet reset_in=143h59m59s
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> ResetPassword
= WaitPassword refused=too_early retry=143h59m59s
! clock +144h
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet reset_in=-1s
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> ResetPassword
    ResetPassword: Done
    < dc2 key1 account.resetPassword
= WaitPhoneNumber
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash4 phone_code=22222
= Ready
