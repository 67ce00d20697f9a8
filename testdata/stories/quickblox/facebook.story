# A token of Facebook's signs in, after one that QuickBlox does not take.

account facebook=EAAB-token-of-ada full_name=Ada

> Token facebook EAAB-token-of-nobody
    Connect: Connected
    ImportToken: Refused 401 token_invalid said=Unauthorized
    < POST /session.json application_id=76730 auth_key=7quWEh-k6TqghXe nonce=nonce1 signature=signature1 timestamp=1767323045
    < POST /login.json keys.token=EAAB-token-of-nobody provider=facebook qb-token=session1
= WaitPhoneNumber refused=token_invalid
> Token google ya29-token-of-ada
    ImportToken: NotSent not_allowed
= WaitPhoneNumber refused=not_allowed
> Token facebook EAAB-token-of-ada
    ImportToken: Authorized id=user1 first_name=Ada
    < POST /login.json keys.token=EAAB-token-of-ada provider=facebook qb-token=session1
= Ready
