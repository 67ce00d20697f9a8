# The line is cut once a remembered client is half signed in: the password is
# wanted, and no code.

account phone=+9996620001 trusted password=secret first_name=Ada

! cut-after auth.sendCode
> PhoneNumber +9996620001
    Connect: Connected
    SendCode: Unanswered
    WhoAmI: PasswordWanted
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= Ready
