# What comes of the report does not matter; that the server has forgotten the key does.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! forget key1
> ReportMissingCode 01
    ReportMissingCode: Refused -404 (key lost)
= WaitPhoneNumber refused=transport_key_unknown
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
