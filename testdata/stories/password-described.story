# What the server says of a password: a hint, that there is a recovery e-mail
# address, that Telegram Passport data would be lost with it, and when a reset
# that was asked for can be done.

account phone=+9996620001 password=secret hint=pet recovery_email=ada@example.org secure_values reset_wait=168h first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet recovery secure_values
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> ResetPassword
    ResetPassword: ResetPending reset_in=168h0m0s
    < dc2 key1 account.resetPassword
= WaitPassword
! clock +1h
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet recovery secure_values reset_in=167h0m0s
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
