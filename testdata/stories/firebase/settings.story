# The API key is wrong. That is the author's to repair.

transport api_key=no-such-key

> PhoneNumber +15555550100
    Connect: Connected
    SendCode: Refused 400 misconfigured said=API_KEY_INVALID
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= Failed refused=misconfigured
