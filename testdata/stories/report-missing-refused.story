# What the server says to a report does not matter.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.reportMissingCode 400 SMS_CODE_INVALID
> ReportMissingCode 01
    ReportMissingCode: Refused 400 SMS_CODE_INVALID
    < dc2 key1 auth.reportMissingCode phone_number=+9996620001 phone_code_hash=hash1 mnc=01
= WaitCode refused=SMS_CODE_INVALID
! refuse auth.reportMissingCode 400 PHONE_CODE_EXPIRED
> ReportMissingCode 01
    ReportMissingCode: Refused 400 PHONE_CODE_EXPIRED
    < dc2 key1 auth.reportMissingCode phone_number=+9996620001 phone_code_hash=hash1 mnc=01
= WaitCode refused=PHONE_CODE_EXPIRED
! cut-after auth.reportMissingCode
> ReportMissingCode 01
    ReportMissingCode: Unanswered
    < dc2 key1 auth.reportMissingCode phone_number=+9996620001 phone_code_hash=hash1 mnc=01
= WaitCode refused=unanswered
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
