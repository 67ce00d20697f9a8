# The account moved before the reset was asked for: the code comes from the new
# home, and the reset can be asked for there.

server dcs=2,4
account phone=+9996620001 email=ada@example.com email_code=314159 email_reset first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=0s
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! move +9996620001 4
> ResetLoginEmail
    ResetLoginEmail: Moved 4
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=0s
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash1
    < dc4 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> ResetLoginEmail
    ResetLoginEmail: CodeSent app length=5
    < dc4 key2 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash2
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 phone_code=22222
= Ready
