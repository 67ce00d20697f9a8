# Everything is mistyped once: the number, the code, the password. Nothing is
# lost by it, and a code that was called wrong is not sent a second time.

account phone=+9996620002 password=secret hint=pet first_name=Ada

> PhoneNumber 12
= WaitPhoneNumber refused=PHONE_NUMBER_INVALID
> PhoneNumber +9996620002
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620002 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 1234
= WaitCode refused=code_length
> Code 11111
    SignIn: Refused 400 PHONE_CODE_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620002 phone_code_hash=hash1 phone_code=11111
= WaitCode refused=PHONE_CODE_INVALID
> Code 1 1 1 1 1
= WaitCode refused=code_repeated
> Code 22222
    SignIn: PasswordWanted hint=pet
    < dc2 key1 auth.signIn phone_number=+9996620002 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> Password ""
= WaitPassword refused=password_missing
> Password wrong
    CheckPassword: Refused 400 PASSWORD_HASH_INVALID
    < dc2 key1 auth.checkPassword srp_id=srp1 password=wrong
= WaitPassword refused=PASSWORD_HASH_INVALID
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword srp_id=srp2 password=secret
= Ready
