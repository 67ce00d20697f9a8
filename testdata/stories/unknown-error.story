# An error that nobody has seen keeps its text, and we stay where we are.

account phone=+9996620001 password=secret next=sms

! refuse auth.sendCode 400 "Something New: 17"
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 400 Something New: 17
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPhoneNumber refused=SOMETHING_NEW
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5 next=sms
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.resendCode 406 SOMETHING_ELSE
> Resend
    ResendCode: Refused 406 SOMETHING_ELSE
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1
= WaitCode refused=SOMETHING_ELSE
! refuse auth.signIn 400 QUITE_UNHEARD_OF
> Code 22222
    SignIn: Refused 400 QUITE_UNHEARD_OF
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= WaitCode refused=QUITE_UNHEARD_OF
> Code 22222
    SignIn: PasswordWanted
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
! refuse auth.checkPassword 404 ""
> Password secret
    CheckPassword: Refused 404
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= WaitPassword refused=unnamed
> Password secret
    CheckPassword: Authorized id=1001
    < dc2 key1 account.getPassword
    < dc2 key1 auth.checkPassword srp_id=srp2 password=secret
= Ready
! refuse auth.logOut 400 NOT_NOW
> LogOut
    LogOut: Refused 400 NOT_NOW
    < dc2 key1 auth.logOut
= Ready refused=NOT_NOW
> LogOut
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
