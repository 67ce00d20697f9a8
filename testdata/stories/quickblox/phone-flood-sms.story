# Firebase has had too much of this number. A name and a password sign in all the same.

account login=ada password=lovelace-1815

! refuse POST /v1/accounts:sendVerificationCode 400 {"error":{"code":400,"message":"TOO_MANY_ATTEMPTS_TRY_LATER"}}
> PhoneNumber +15555550100
    Connect: Connected
    SendCode: Refused 400 FLOOD_WAIT said=TOO_MANY_ATTEMPTS_TRY_LATER
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitPhoneNumber refused=FLOOD_WAIT
> Name ada
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
= Ready
