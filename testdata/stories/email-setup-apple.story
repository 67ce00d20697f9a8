# The address is proved by Sign in with Apple, so that no code goes there.

account phone=+9996620001 email_required apple google first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted apple google
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
> AppleToken apple:ada@example.com
    VerifyEmail: CodeSent app length=5
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 apple_token=apple:ada@example.com
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
