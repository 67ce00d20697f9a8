# One can leave at every question, and begin again.

account login=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
= WaitPassword
> Cancel
    LogOut: Done
    < GET /session.json qb-token=session1
= LoggedOut
! new login
> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash1
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce2 signature=signature2 timestamp=1767323045
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Cancel
    CancelCode: Done
= LoggedOut
! new login
> PhoneNumber +15555550100
    Connect: Connected
    SendCode: CodeSent sms length=6 next=sms hash=hash2
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce3 signature=signature3 timestamp=1767323045
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitCode
> Name ada
    CancelCode: Done
    SendCode: PasswordWanted
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /login.json login=ada password=lovelace-1815 qb-token=session2
= Ready
