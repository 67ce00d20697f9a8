# The server misses the hash: that is our program's fault, and nothing that a
# person enters can help.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! refuse auth.signIn 400 PHONE_CODE_HASH_EMPTY
> Code 22222
    SignIn: Refused 400 PHONE_CODE_HASH_EMPTY
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Failed refused=PHONE_CODE_HASH_EMPTY
> PhoneNumber +9996620001
= Failed refused=not_allowed
> Poll
= Failed refused=not_allowed
