# Firebase sends the SMS once the application has proved itself to Google Play.

account phone=+9996620001 delivery=firebase_sms next=sms first_name=Ada play_integrity=123 play_nonce=nonce1 safety_net=nonce2

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent firebase_sms length=5 next=sms safety_net play_integrity=123
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> FirebaseProof play_integrity attested:nonce1
    RequestFirebaseSMS: Done
    < dc2 key1 auth.requestFirebaseSms phone_number=+9996620001 phone_code_hash=hash1 play_integrity_token=attested:nonce1
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
