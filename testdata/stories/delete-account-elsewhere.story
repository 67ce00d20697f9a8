# Nobody can delete an account without having given its code.

account phone=+9996620001 first_name=Ada

> DeleteAccount "DELETE MY ACCOUNT"
= WaitPhoneNumber refused=not_allowed
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> DeleteAccount "DELETE MY ACCOUNT"
= WaitCode refused=not_allowed
