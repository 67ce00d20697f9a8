# A passkey of another site, where the password was wanted: whoever leaves then leaves no
# half login behind.

account phone=+9996620001 password=secret passkey

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> RequestPasskey
    InitPasskey: PasskeyOptions
    < dc2 key1 auth.initPasskeyLogin api_id=17349 api_hash=story-app-hash
= WaitPasskey
! refuse auth.finishPasskeyLogin 400 PASSKEY_ORIGIN_MISMATCH
> Passkey +9996620001
    FinishPasskey: Refused 400 PASSKEY_ORIGIN_MISMATCH
    < dc2 key1 auth.finishPasskeyLogin id=passkey1 raw_id=passkey1 client_data=<client_data> authenticator_data=<authenticator_data> signature=<signature> user_handle=2:1001
= WaitPasskey refused=PASSKEY_ORIGIN_MISMATCH
> Cancel
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
