# Asked too often: not before the server's time.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
! refuse account.deleteAccount 420 FLOOD_WAIT_60
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Refused 420 FLOOD_WAIT_60
    < dc2 key1 account.deleteAccount reason=""
= Ready refused=FLOOD_WAIT retry=1m0s
> DeleteAccount "DELETE MY ACCOUNT"
= Ready refused=too_early retry=1m0s
! clock +1m
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Done
    < dc2 key1 account.deleteAccount reason=""
= LoggedOut
