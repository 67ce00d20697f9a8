# Telegram knows people by their numbers. An e-mail address never reaches it.

account phone=+9996620001 first_name=Ada

> Identifier email ada@example.com
    Connect: Connected
    SendCode: Refused locally PHONE_NUMBER_INVALID
= WaitPhoneNumber refused=PHONE_NUMBER_INVALID
> Identifier phone +9996620001
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Identifier email ada@example.com
    CancelCode: Done
    SendCode: Refused locally PHONE_NUMBER_INVALID
    < dc2 key1 auth.cancelCode phone_number=+9996620001 phone_code_hash=hash1
= WaitPhoneNumber refused=PHONE_NUMBER_INVALID
