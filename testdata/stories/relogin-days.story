# What comes with a sign-in: that a password should be set up, since otherwise
# the next sign-in by a code is possible only after some days, and how many
# temporary sessions there are.

account phone=+9996620001 relogin_days=7 tmp_sessions=2 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada setup_password_required relogin_days=7 tmp_sessions=2
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
> Poll
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 users.getUsers id=self
= Ready
