# The number belongs to another data centre (PHONE_MIGRATE_4): a key is made
# there, and saved, before the code is asked for again.

account phone=+9996620009 dc=2
account phone=+9996620001 dc=4 password=secret first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Moved 4
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
    < dc4 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted
    < dc4 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc4 key2 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1002 first_name=Ada
    < dc4 key2 auth.checkPassword srp_id=srp1 password=secret
= Ready
