# It was not paid within a day: the number is asked for again.

account phone=+9996620001 first_name=Ada product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 form=77 receipt=RECEIPT1

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PaymentWanted product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPayment
! clock +24h1s
> Paid 77
= WaitPayment refused=expired
> Poll
= WaitPayment refused=not_allowed
> PhoneNumber +9996620001
    SendCode: PaymentWanted product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 hash=hash2
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPayment
