# The product cannot be bought now. Whoever has paid otherwise goes on.

account phone=+9996620001 first_name=Ada product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 form=77 receipt=RECEIPT1 not_for_sale

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: PaymentWanted product=org.telegram.sms support=sms@example.org subject="It did not work" premium_days=7 currency=EUR amount=99 hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitPayment
> CanPurchase
    CanPurchaseStore: Refused 406 PREMIUM_CURRENTLY_UNAVAILABLE
    < dc2 key1 payments.canPurchaseStore phone_number=+9996620001 phone_code_hash=hash1 premium_days=7 currency=EUR amount=99
= WaitPayment refused=PREMIUM_CURRENTLY_UNAVAILABLE
! pay +9996620001
> Paid 77
    CheckPaidAuth: CodeSent app length=5
    < dc2 key1 auth.checkPaidAuth phone_number=+9996620001 phone_code_hash=hash1 form_id=77
= WaitCode
