# A phone number that has been verified signs in, in any spelling, and so does a number
# in the national form that Kii knows.

account login_name=ada phone=+819012345678 phone_verified=true password=lovelace-1815

> PhoneNumber +81 90-1234-5678
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=PHONE:+819012345678
= Ready
> LogOut
    LogOut: Done
= LoggedOut
! new login
> Name PHONE:JP-9012345678
    Connect: Connected
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1
    < POST /api/apps/{app}/oauth2/token basic=test-app:test-key grant_type=password password=lovelace-1815 username=PHONE:JP-9012345678
= Ready
