# Paid, a code, and then the password.

account phone=+9996620001 first_name=Ada product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 form=77 receipt=RECEIPT1 password=secret

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PaymentWanted product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPayment
! pay +9996620001
> Paid 77
    CheckPaidAuth: CodeSent app length=5
    < dc2 key1 auth.checkPaidAuth phone_number=+9996620001 phone_code_hash=hash1 form_id=77
= WaitCode
> Code 22222
    SignIn: PasswordWanted
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> Password secret
    CheckPassword: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.checkPassword srp_id=srp1 password=secret
= Ready
