# Who asks too often has to wait; what is pushed counts all the same.

account phone=+9996620001 first_name=Ada product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 form=77 receipt=RECEIPT1

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PaymentWanted product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPayment
! refuse auth.checkPaidAuth 420 FLOOD_WAIT_30
> Paid 77
    CheckPaidAuth: Refused 420 FLOOD_WAIT_30
    < dc2 key1 auth.checkPaidAuth phone_number=+9996620001 phone_code_hash=hash1 form_id=77
= WaitPayment refused=FLOOD_WAIT retry=30s
> Poll
= WaitPayment refused=too_early retry=30s
! pay +9996620001
> Listen
    heard: CodeSent app length=5
    < dc2 key1 help.getNearestDc
= WaitCode
