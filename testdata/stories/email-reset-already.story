# The reset was asked for already, which the server says without a date
# (TASK_ALREADY_EXISTS): it is not longer ago than now. Said once more when the
# time has come, it does not begin again.

account phone=+9996620001 email=ada@example.com email_code=314159 email_reset email_reset_period=2m first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=2m0s
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! refuse auth.resetLoginEmail 400 TASK_ALREADY_EXISTS
> ResetLoginEmail
    ResetLoginEmail: Refused 400 TASK_ALREADY_EXISTS
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash1
= WaitEmailCode refused=TASK_ALREADY_EXISTS retry=2m0s
> ResetLoginEmail
= WaitEmailCode refused=too_early retry=2m0s
! clock +2m
! refuse auth.resetLoginEmail 400 TASK_ALREADY_EXISTS
> ResetLoginEmail
    ResetLoginEmail: Refused 400 TASK_ALREADY_EXISTS
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash1
= WaitEmailCode refused=TASK_ALREADY_EXISTS
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
= Ready
