# The address can be given up in a week. Until then it cannot be asked for
# again, and the code from the e-mail still signs in; a later sign-in knows
# when. When the time has come, the address goes and the code comes another way.

account phone=+9996620001 email=ada@example.com email_code=314159 email_reset email_reset_period=168h first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_after=168h0m0s
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> ResetLoginEmail
    ResetLoginEmail: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_in=168h0m0s
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash1
= WaitEmailCode
> ResetLoginEmail
= WaitEmailCode refused=too_early retry=168h0m0s
! clock +4m
> EmailCode 271828
    SignInEmail: Refused 400 CODE_INVALID
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 email_code=271828
= WaitEmailCode refused=CODE_INVALID
! clock +48h
> PhoneNumber +9996620001
    CancelCode: Done
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_in=119h56m0s
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash2
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
> ResetLoginEmail
= WaitEmailCode refused=too_early retry=119h56m0s
! clock +119h55m
> PhoneNumber +9996620001
    CancelCode: Done
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail reset_in=1m0s
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash3
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! clock +1m
> ResetLoginEmail
    ResetLoginEmail: CodeSent app length=5
    < dc2 key1 auth.resetLoginEmail phone_number=+9996620001 phone_code_hash=hash4
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash5 phone_code=22222
= Ready
