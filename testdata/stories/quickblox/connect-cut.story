# The answer to the opening of the application's session is lost. Another one is opened
# when the person says the name again.

account login=ada password=lovelace-1815

! cut-after POST /session.json
> Name ada
    Connect: Unanswered
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
= WaitPhoneNumber refused=unanswered
> Name ada
    Connect: Connected
    SendCode: PasswordWanted
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce2 signature=signature2 timestamp=1767323045
= WaitPassword
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
= Ready
