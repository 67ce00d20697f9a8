# The server has forgotten the key, and with it what was to be paid for.

account phone=+9996620001 first_name=Ada product=org.telegram.sms premium_days=7 currency=EUR amount=99 form=77 receipt=RECEIPT1

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PaymentWanted product=org.telegram.sms premium_days=7 currency=EUR amount=99 hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPayment
! forget key1
> CanPurchase
    CanPurchaseStore: Refused -404 (key lost)
= WaitPhoneNumber refused=transport_key_unknown
