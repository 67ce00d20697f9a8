# The address was given up and the answer with the new hash is lost: the code
# that is out is dead, and the number again.

account phone=+9996620001 email=ada@example.com email_code=314159 email_reset first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=0s
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! cut-after auth.resetLoginEmail
> ResetLoginEmail
    ResetLoginEmail: Unanswered
    WhoAmI: Nobody
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash1
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitEmailCode refused=unanswered
> ResetLoginEmail
    ResetLoginEmail: Refused 400 PHONE_CODE_EXPIRED
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash1
= WaitPhoneNumber refused=PHONE_CODE_EXPIRED
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 phone_code=22222
= Ready
