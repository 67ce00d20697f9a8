# A number without an account, and the server wants an e-mail address first: the
# address, the code, and then the name.

account phone=+9996640004 unregistered email_required email_code=314159

> PhoneNumber +9996640004
    Connect: Connected
    SendCode: EmailWanted
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996640004 phone_code_hash=hash1 email=ada@example.com
= WaitEmailCode
> EmailCode 314159
    VerifyEmail: CodeSent app length=5
    < dc2 key1 account.verifyEmail phone_number=+9996640004 phone_code_hash=hash1 email_code=314159
= WaitCode
> Code 44444
    SignIn: RegistrationWanted
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash2 phone_code=44444
= WaitRegistration
> Register Alan Turing
    SignUp: Authorized id=1001 first_name=Alan last_name=Turing
    < dc2 key1 auth.signUp phone_number=+9996640004 phone_code_hash=hash2 first_name=Alan last_name=Turing
= Ready
