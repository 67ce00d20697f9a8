# The server cannot read what we sent: only another program can help.

account phone=+9996620001 first_name=Ada

! refuse auth.sendCode 400 INPUT_FETCH_ERROR
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 400 INPUT_FETCH_ERROR
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= Failed refused=INPUT_FETCH_ERROR
