# No code has come, and the server is told so. When it comes it is as good as ever.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> ReportMissingCode 01
    ReportMissingCode: Done
    < dc2 key1 auth.reportMissingCode phone_number=+9996620001 phone_code_hash=hash1 mnc=01
= WaitCode
> ReportMissingCode ""
    ReportMissingCode: Done
    < dc2 key1 auth.reportMissingCode phone_number=+9996620001 phone_code_hash=hash1 mnc=""
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
