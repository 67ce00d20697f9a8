# A proof of no kind, of nothing, and one that is wrong: another delivery can be asked
# for, and the server is told why.

account phone=+9996620001 delivery=firebase_sms next=sms first_name=Ada play_integrity=123 play_nonce=nonce1

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent firebase_sms length=5 next=sms play_integrity=123
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> FirebaseProof notary attested:nonce1
= WaitCode refused=not_allowed
> FirebaseProof play_integrity ""
= WaitCode refused=token_missing
> FirebaseProof play_integrity attested:nonce9
    RequestFirebaseSMS: Refused 400 FIREBASE_TOKEN_INVALID
    < dc2 key1 auth.requestFirebaseSms phone_number=+9996620001 phone_code_hash=hash1 play_integrity_token=attested:nonce9
= WaitCode refused=FIREBASE_TOKEN_INVALID
> Resend PLAY_INTEGRITY_FAILED
    ResendCode: CodeSent sms length=5 next=sms
    < dc2 key1 auth.resendCode phone_number=+9996620001 phone_code_hash=hash1 reason=PLAY_INTEGRITY_FAILED
= WaitCode
> Code 22222
    SignIn: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
= Ready
