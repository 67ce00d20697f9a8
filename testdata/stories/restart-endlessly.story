# The fourth AUTH_RESTART in a row is one too many. The code has not been
# examined and may be given again; the count begins anew.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.signIn 500 AUTH_RESTART
! refuse auth.signIn 500 AUTH_RESTART
! refuse auth.signIn 500 AUTH_RESTART
! refuse auth.signIn 500 AUTH_RESTART
> Code 22222
    SignIn: Refused 500 AUTH_RESTART
    SignIn: Refused 500 AUTH_RESTART
    SignIn: Refused 500 AUTH_RESTART
    SignIn: Refused 500 AUTH_RESTART
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= WaitCode refused=AUTH_RESTART
! refuse auth.signIn 500 AUTH_RESTART_12
> Code 22222
    SignIn: Refused 500 AUTH_RESTART_12
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
