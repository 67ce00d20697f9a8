# Signed in: we may ask who we are, and log out (and reset the password, and delete
# the account: those have stories of their own). No refusal takes a login back to a
# question.

account phone=+9996620001 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
> Poll
    WhoAmI: Authorized id=1001 first_name=Ada
    < dc2 key1 users.getUsers id=self
= Ready
> PhoneNumber +9996620001
= Ready refused=not_allowed
> Code 22222
= Ready refused=not_allowed
> Resend
= Ready refused=not_allowed
> Password x
= Ready refused=not_allowed
> AcceptTerms x
= Ready refused=not_allowed
> Register Ada
= Ready refused=not_allowed
> Cancel
= Ready refused=not_allowed
! refuse users.getUsers 406 UPDATE_APP_TO_LOGIN
> Poll
    WhoAmI: Refused 406 UPDATE_APP_TO_LOGIN
    < dc2 key1 users.getUsers id=self
= Ready refused=UPDATE_APP_TO_LOGIN
! refuse users.getUsers 400 PHONE_NUMBER_INVALID
> Poll
    WhoAmI: Refused 400 PHONE_NUMBER_INVALID
    < dc2 key1 users.getUsers id=self
= Ready refused=PHONE_NUMBER_INVALID
! refuse users.getUsers 400 PHONE_CODE_EXPIRED
> Poll
    WhoAmI: Refused 400 PHONE_CODE_EXPIRED
    < dc2 key1 users.getUsers id=self
= Ready refused=PHONE_CODE_EXPIRED
! refuse users.getUsers 420 FROZEN_METHOD_INVALID
> Poll
    WhoAmI: Refused 420 FROZEN_METHOD_INVALID
    < dc2 key1 users.getUsers id=self
= Ready refused=FROZEN_METHOD_INVALID
! clock +10000h
> LogOut
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
> LogOut
= LoggedOut refused=not_allowed
> Poll
= LoggedOut refused=not_allowed
