# The answer to a proof is lost, before the server has acted. Nobody is signed in by
# it, so it can be given again, or the code.

account phone=+9996620001 delivery=firebase_sms next=sms first_name=Ada play_integrity=123 play_nonce=nonce1

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent firebase_sms length=5 next=sms play_integrity=123
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
! cut-before auth.requestFirebaseSms
> FirebaseProof play_integrity attested:nonce1
    RequestFirebaseSMS: Unanswered
    < dc2 key1 auth.requestFirebaseSms phone_number=+9996620001 phone_code_hash=hash1 play_integrity_token=attested:nonce1
= WaitCode refused=unanswered
> FirebaseProof play_integrity attested:nonce1
    RequestFirebaseSMS: Done
    < dc2 key1 auth.requestFirebaseSms phone_number=+9996620001 phone_code_hash=hash1 play_integrity_token=attested:nonce1
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
