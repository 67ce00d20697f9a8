# A login that has failed stays so.

account phone=+9996620001 first_name=Ada

! refuse auth.sendCode 406 UPDATE_APP_TO_LOGIN
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Refused 406 UPDATE_APP_TO_LOGIN
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= Failed refused=UPDATE_APP_TO_LOGIN
> PhoneNumber +9996620001
= Failed refused=not_allowed
> Code 22222
= Failed refused=not_allowed
> Resend
= Failed refused=not_allowed
> Password secret
= Failed refused=not_allowed
> AcceptTerms terms-1
= Failed refused=not_allowed
> Register Alan
= Failed refused=not_allowed
> Poll
= Failed refused=not_allowed
> LogOut
= Failed refused=not_allowed
> Cancel
= Failed refused=not_allowed
