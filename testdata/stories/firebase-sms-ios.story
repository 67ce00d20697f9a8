# A push message of Apple's brings what is to be proved.

account phone=+9996620001 delivery=firebase_sms next=sms first_name=Ada push_receipt=receipt1 push_timeout=15s

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent firebase_sms length=5 next=sms receipt push_timeout=15s
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> FirebaseProof ios_push attested:receipt1
    RequestFirebaseSMS: Done
    < dc2 key1 auth.requestFirebaseSms phone_number=+9996620001 phone_code_hash=hash1 ios_push_secret=attested:receipt1
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
