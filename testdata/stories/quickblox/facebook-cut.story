# The line is cut after the token has been accepted. The session was known before, so
# one can ask whose it is.

account facebook=EAAB-token-of-ada full_name=Ada

! cut-after POST /login.json
> Token facebook EAAB-token-of-ada
    Connect: Connected
    ImportToken: Unanswered
    WhoAmI: Authorized id=user1
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
    < POST /login.json keys.token=EAAB-token-of-ada provider=facebook qb-token=session1
    < GET /session.json qb-token=session1
= Ready
