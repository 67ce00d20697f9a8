# Whether a payment was seen is in doubt until the server can be asked who is signed in.

account phone=+9996620001 first_name=Ada product=org.telegram.sms premium_days=7 currency=EUR amount=99 form=77 receipt=RECEIPT1

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PaymentWanted product=org.telegram.sms premium_days=7 currency=EUR amount=99 hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPayment
! cut-before auth.checkPaidAuth
! cut-before users.getUsers
> Paid 77
    CheckPaidAuth: Unanswered
    WhoAmI: Unanswered
    < dc2 key1 auth.checkPaidAuth phone_number=+9996620001 phone_code_hash=hash1 form_id=77
    < dc2 key1 users.getUsers id=self
= WaitPayment doubt=CheckPaidAuth refused=unanswered
> Poll
    WhoAmI: Nobody
    < dc2 key1 users.getUsers id=self
    < dc2 key1 account.getPassword
= WaitPayment refused=unanswered
! pay +9996620001
> Poll
    CheckPaidAuth: CodeSent app length=5
    < dc2 key1 auth.checkPaidAuth phone_number=+9996620001 phone_code_hash=hash1 form_id=77
= WaitCode
