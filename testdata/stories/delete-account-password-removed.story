# The password was removed meanwhile. Where it was waited for, the number again;
# who is signed in stays so, and needs none.

account phone=+9996620001 password=secret hint=pet first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted hint=pet
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
! password +9996620001 "" ""
> DeleteAccount "DELETE MY ACCOUNT" "" hello
    DeleteAccount: Refused 400 PASSWORD_EMPTY
    < dc2 key1 account.deleteAccount reason="" srp_id=srp1 password=hello
= WaitPhoneNumber refused=PASSWORD_EMPTY
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
> DeleteAccount "DELETE MY ACCOUNT" "" secret
    DeleteAccount: Refused 400 PASSWORD_EMPTY
    < dc2 key1 account.getPassword
= Ready refused=PASSWORD_EMPTY
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Done
    < dc2 key1 account.deleteAccount reason=""
= LoggedOut
