# The server trips over each of the calls about an e-mail address. Nobody knows
# whether it acted, and nothing is given twice by itself.

account phone=+9996620001 email_required email_code=314159 email_reset first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
! refuse account.sendVerifyEmailCode 500 INTERNAL
> EmailAddress ada@example.com
    SendEmailCode: Refused 500 INTERNAL
    WhoAmI: Nobody
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitEmailAddress refused=INTERNAL
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
= WaitEmailCode
! refuse account.verifyEmail 500 INTERNAL
> EmailCode 314159
    VerifyEmail: Refused 500 INTERNAL
    WhoAmI: Nobody
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPhoneNumber refused=INTERNAL
> PhoneNumber +9996620001
    SendCode: EmailWanted
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash2 email=ada@example.com
= WaitEmailCode
> EmailCode 314159
    VerifyEmail: CodeSent app length=5
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash2 email_code=314159
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 phone_code=22222
= Ready
> LogOut
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
! new login
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=0s
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! refuse auth.signIn 500 INTERNAL
> EmailCode 314159
    SignInEmail: Refused 500 INTERNAL
    WhoAmI: Nobody
    < dc2 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash4 email_code=314159
    < dc2 key2 users.getUsers id=self
    < dc2 key2 account.getPassword
= WaitEmailCode refused=INTERNAL
! refuse auth.resetLoginEmail 500 INTERNAL
> ResetLoginEmail
    ResetLoginEmail: Refused 500 INTERNAL
    WhoAmI: Nobody
    < dc2 key2 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash4
    < dc2 key2 users.getUsers id=self
    < dc2 key2 account.getPassword
= WaitEmailCode refused=INTERNAL
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash4 email_code=314159
= Ready
