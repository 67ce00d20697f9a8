# A token that must wait is refused before anything is done for it, a key
# included; another one, and a number, need not wait.

only machine

> Token bot 7:AAF
    Connect: Connected
    ImportToken: Refused 420 FLOOD_WAIT_60
= WaitPhoneNumber refused=FLOOD_WAIT retry=1m0s
! clock +10s
> Token bot 7:AAF
= WaitPhoneNumber refused=too_early retry=50s
> Token bot 7:AAG
    ImportToken: Refused -404 (key lost)
= WaitPhoneNumber refused=transport_key_unknown
> Token bot 7:AAF
= WaitPhoneNumber refused=too_early retry=50s
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
= WaitCode
