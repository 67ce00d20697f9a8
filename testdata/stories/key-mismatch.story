# A hash whose key is gone is not sent: the transport refuses by itself. No
# server of ours can bring that about, because what answers with a new key also
# kills the hash.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
= WaitCode
> Code 22222
    SignIn: Refused locally key_mismatch
= WaitPhoneNumber refused=key_mismatch
