# Too many requests, with a time and without. The time is kept; without one the person
# may try at once.

account login=ada password=lovelace-1815

> Name ada
    Connect: Connected
    SendCode: PasswordWanted
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
= WaitPassword
! refuse POST /login.json 429 retry-after=30 {"errors":["Limit exceeded"]}
> Password lovelace-1815
    CheckPassword: Refused 429 FLOOD_WAIT said="Limit exceeded" wait=30s
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
= WaitPassword refused=FLOOD_WAIT retry=30s
> Password lovelace-1815
= WaitPassword refused=too_early retry=30s
! clock +30s
! refuse POST /login.json 429 {"errors":["Limit exceeded"]}
> Password lovelace-1815
    CheckPassword: Refused 429 FLOOD_WAIT said="Limit exceeded"
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
= WaitPassword refused=FLOOD_WAIT
> Password lovelace-1815
    CheckPassword: Authorized id=user1 username=ada
    < POST /login.json login=ada password=lovelace-1815 qb-token=session1
= Ready
