# The server shows other terms when the name is given. What was accepted does
# not count for them.

only machine

> PhoneNumber +9996640004
    Connect: Connected
    SendCode: CodeSent app length=5
= WaitCode
> Code 44444
    SignIn: RegistrationWanted terms=terms-1 text="Be kind."
= WaitRegistration
> AcceptTerms terms-1
= WaitRegistration
> Register Alan
    SignUp: RegistrationWanted terms=terms-2 text="Be kinder."
= WaitRegistration
> Register Alan
= WaitRegistration refused=terms_not_accepted
> AcceptTerms terms-1
= WaitRegistration refused=terms_not_accepted
> AcceptTerms terms-2
= WaitRegistration
> Register Alan
    SignUp: Authorized id=1001
= Ready
