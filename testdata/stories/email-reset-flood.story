# The reset is refused for a time. The code still works meanwhile.

account phone=+9996620001 email=ada@example.com email_code=314159 email_reset first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=0s
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! refuse auth.resetLoginEmail 420 FLOOD_WAIT_60
> ResetLoginEmail
    ResetLoginEmail: Refused 420 FLOOD_WAIT_60
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash1
= WaitEmailCode refused=FLOOD_WAIT retry=1m0s
> ResetLoginEmail
= WaitEmailCode refused=too_early retry=1m0s
! clock +1m
> ResetLoginEmail
    ResetLoginEmail: CodeSent app length=5
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash1
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
