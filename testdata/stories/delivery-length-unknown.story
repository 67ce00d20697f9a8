# A server need not say how long a code is; then what is typed is sent. This
# story's server is a stranger: Telegram says it of all codes of digits.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent sms
= WaitCode
> Code no-digits
= WaitCode refused=code_empty
> Code 123456789
    SignIn: Authorized id=1001
= Ready
