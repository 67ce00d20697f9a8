# The account moved while the e-mail was on its way: that code is dead, another
# one comes from the new home, and the person is told.

server dcs=2,4
account phone=+9996620001 email=ada@example.com email_code=314159 first_name=Ada

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode
! move +9996620001 4
> EmailCode 314159
    SignInEmail: Moved 4
    SendCode: EmailCodeSent length=6 pattern=a***@e***.com next=mail
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=314159
    < dc4 key2 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitEmailCode refused=code_moved
> EmailCode 314159
    SignInEmail: Authorized id=1001 first_name=Ada
    < dc4 key2 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 email_code=314159
= Ready
