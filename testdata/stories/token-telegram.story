# Telegram knows the tokens of bots and of the web. Of another kind nothing is sent, and
# a number signs in as ever; once a code is out, no token is taken.

account phone=+9996620001 first_name=Ada

> Token social EAAB
    Connect: Connected
    ImportToken: NotSent not_allowed
= WaitPhoneNumber refused=not_allowed
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Token bot 7:AAF
= WaitCode refused=not_allowed
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
> Token bot 7:AAF
= Ready refused=not_allowed
