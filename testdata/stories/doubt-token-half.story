# The answer to a token is lost, and it has signed in half: the rest is asked for.

only machine

> Token social EAAB
    Connect: Connected
    ImportToken: Unanswered
    WhoAmI: PasswordWanted
= WaitPassword
> Password secret
    CheckPassword: Authorized id=7
= Ready
