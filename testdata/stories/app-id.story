# The application is not the one that this server takes.

server app_id=1
account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 400 API_ID_INVALID
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= Failed refused=API_ID_INVALID
