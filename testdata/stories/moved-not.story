# A transport that cannot follow to another data centre says what the server
# said. We stay, and the person is told.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 303 PHONE_MIGRATE_4
= WaitPhoneNumber refused=PHONE_MIGRATE
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5 next=sms
= WaitCode
> Code 22222
    SignIn: Refused 303 USER_MIGRATE_4
= WaitCode refused=USER_MIGRATE
> Resend
    ResendCode: Refused 303 NETWORK_MIGRATE_4
= WaitCode refused=NETWORK_MIGRATE
> Code 22222
    SignIn: Unanswered
    WhoAmI: Refused 303 USER_MIGRATE_4
= WaitCode doubt=SignIn refused=USER_MIGRATE
