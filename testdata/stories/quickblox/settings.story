# The application's key is wrong. That is the author's to repair, and no person can say
# anything better.

transport auth_key=no-such-key

> Name ada
    Connect: Refused 422 misconfigured said="No such application"
    < POST /session.json application_id=76730 auth_key=no-such-key nonce=nonce1 signature=signature1 timestamp=1767323045
= Failed refused=misconfigured
