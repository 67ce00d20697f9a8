# Whether it can be bought was not heard: that can be asked again.

account phone=+9996620001 first_name=Ada product=org.telegram.sms premium_days=7 currency=EUR amount=99 form=77 receipt=RECEIPT1

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PaymentWanted product=org.telegram.sms premium_days=7 currency=EUR amount=99 hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPayment
! cut-after payments.canPurchaseStore
> CanPurchase
    CanPurchaseStore: Unanswered
    < dc2 key1 payments.canPurchaseStore phone_number=+9996620001 phone_code_hash=hash1 premium_days=7 currency=EUR amount=99
= WaitPayment refused=unanswered
> CanPurchase
    CanPurchaseStore: Done
    < dc2 key1 payments.canPurchaseStore phone_number=+9996620001 phone_code_hash=hash1 premium_days=7 currency=EUR amount=99
= WaitPayment
