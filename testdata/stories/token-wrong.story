# A token that is not good, and one that is nothing: another can be given, or a
# number.

only machine

> Token bot 7:AAF
    Connect: Connected
    ImportToken: Refused 400 ACCESS_TOKEN_INVALID
= WaitPhoneNumber refused=ACCESS_TOKEN_INVALID
> Token bot
= WaitPhoneNumber refused=token_missing
> Token bot 7:AAG
    ImportToken: Refused 400 ACCESS_TOKEN_EXPIRED
= WaitPhoneNumber refused=ACCESS_TOKEN_EXPIRED
> PhoneNumber +9996620001
    SendCode: CodeSent app length=5
= WaitCode
