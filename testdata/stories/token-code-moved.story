# The code of a second step dies with its key. Nobody but the token said who signs
# in, so nobody knows where to send a new one: it begins again.

only machine

> Token social EAAB
    Connect: Connected
    ImportToken: CodeSent sms length=6
= WaitCode
> Code 123456
    SignIn: Moved 4
= WaitPhoneNumber refused=PHONE_CODE_EXPIRED
> Token social EAAB
    ImportToken: Authorized id=7
= Ready
