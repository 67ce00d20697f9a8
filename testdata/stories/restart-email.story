# The server asks for the calls about an e-mail address once more
# (AUTH_RESTART). Nothing was examined, so nothing is asked of the person, and
# no try is lost.

limits code_attempts=1
account phone=+9996620001 email_required email_code=314159 email_reset first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailAddress
! refuse account.sendVerifyEmailCode 500 AUTH_RESTART
> EmailAddress ada@example.com
    SendEmailCode: Refused 500 AUTH_RESTART
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
    < dc2 key1 account.sendVerifyEmailCode phone_number=+9996620001 phone_code_hash=hash1 email=ada@example.com
= WaitEmailCode
! refuse account.verifyEmail 500 AUTH_RESTART
> EmailCode 314159
    VerifyEmail: Refused 500 AUTH_RESTART
    VerifyEmail: CodeSent app length=5
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
    < dc2 key1 account.verifyEmail phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
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
! refuse auth.resetLoginEmail 500 AUTH_RESTART
! refuse auth.resetLoginEmail 420 FLOOD_WAIT_60
> ResetLoginEmail
    ResetLoginEmail: Refused 500 AUTH_RESTART
    ResetLoginEmail: Refused 420 FLOOD_WAIT_60
    < dc2 key2 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash3
    < dc2 key2 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash3
= WaitEmailCode refused=FLOOD_WAIT retry=1m0s
! refuse auth.signIn 500 AUTH_RESTART
> EmailCode 314159
    SignInEmail: Refused 500 AUTH_RESTART
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 email_code=314159
    < dc2 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash3 email_code=314159
= Ready
