# A client that the server remembers needs no code (auth.sentCodeSuccess).

account phone=+9996630003 trusted first_name=Grace

> PhoneNumber +9996630003
    Connect: Connected
    SendCode: Authorized id=1001 first_name=Grace
    < dc2 key1 auth.sendCode phone_number=+9996630003 api_id=17349 api_hash=story-app-hash
= Ready
