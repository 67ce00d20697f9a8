# A client that the server remembers needs no code, but still the password.

account phone=+9996630003 trusted password=secret hint=pet first_name=Grace

> PhoneNumber +9996630003
    Connect: Connected
    SendCode: PasswordWanted hint=pet
    < dc2 key1 auth.sendCode phone_number=+9996630003 api_id=17349 api_hash=story-app-hash
    < dc2 key1 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Grace
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= Ready
