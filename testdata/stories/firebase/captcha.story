# The project wants proof of an app before each SMS, and this program has none.

account phone=+15555550100

! refuse POST /v1/accounts:sendVerificationCode 400 {"error":{"code":400,"message":"MISSING_APP_CREDENTIAL"}}
> PhoneNumber +15555550100
    Connect: Connected
    SendCode: Refused 400 captcha_needed said=MISSING_APP_CREDENTIAL
    < POST /v1/accounts:sendVerificationCode phoneNumber=+15555550100
= WaitPhoneNumber refused=captcha_needed
