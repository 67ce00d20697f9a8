# The line is cut once a remembered client is signed in without a code.

account phone=+9996620001 trusted first_name=Ada

! cut-after auth.sendCode
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Unanswered
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
    < dc2 key1 users.getUsers id=self
= Ready
