# As with Play Integrity, by its forerunner.

account phone=+9996620001 delivery=firebase_sms next=sms first_name=Ada safety_net=nonce2

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent firebase_sms length=5 next=sms safety_net
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> FirebaseProof safety_net attested:nonce2
    RequestFirebaseSMS: Done
    < dc2 key1 auth.requestFirebaseSms phone_number=+9996620001 phone_code_hash=hash1 safety_net_token=attested:nonce2
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
