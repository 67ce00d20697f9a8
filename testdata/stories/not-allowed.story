# What does not belong to a phase is refused and changes nothing.

account phone=+9996640004 unregistered
account phone=+9996620001 password=secret first_name=Ada

> Code 22222
= WaitPhoneNumber refused=not_allowed
> Resend
= WaitPhoneNumber refused=not_allowed
> Password secret
= WaitPhoneNumber refused=not_allowed
> AcceptTerms terms-1
= WaitPhoneNumber refused=not_allowed
> Register Alan
= WaitPhoneNumber refused=not_allowed
> Poll
= WaitPhoneNumber refused=not_allowed
> LogOut
= WaitPhoneNumber refused=not_allowed
> PhoneNumber +9996640004
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996640004 api_id=17349 api_hash=story-app-hash
= WaitCode
> Password secret
= WaitCode refused=not_allowed
> AcceptTerms terms-1
= WaitCode refused=not_allowed
> Register Alan
= WaitCode refused=not_allowed
> Poll
= WaitCode refused=not_allowed
> LogOut
= WaitCode refused=not_allowed
> Code 44444
    SignIn: RegistrationWanted
    < dc2 key1 auth.signIn phone_number=+9996640004 phone_code_hash=hash1 phone_code=44444
= WaitRegistration
> Code 44444
= WaitRegistration refused=not_allowed
> Resend
= WaitRegistration refused=not_allowed
> Password secret
= WaitRegistration refused=not_allowed
> Poll
= WaitRegistration refused=not_allowed
> LogOut
= WaitRegistration refused=not_allowed
> PhoneNumber +9996620001
    CancelCode: Done
    SendCode: CodeSent app length=5
    < dc2 key1 auth.cancelCode phone_number=+9996640004 phone_code_hash=hash1
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: PasswordWanted
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222
    < dc2 key1 account.getPassword
= WaitPassword
> Code 22222
= WaitPassword refused=not_allowed
> Resend
= WaitPassword refused=not_allowed
> AcceptTerms terms-1
= WaitPassword refused=not_allowed
> Register Alan
= WaitPassword refused=not_allowed
> Poll
= WaitPassword refused=not_allowed
> LogOut
= WaitPassword refused=not_allowed
> Cancel
    LogOut: Done
    < dc2 key1 auth.logOut
= LoggedOut
> PhoneNumber +9996620001
= LoggedOut refused=not_allowed
> Code 22222
= LoggedOut refused=not_allowed
> Resend
= LoggedOut refused=not_allowed
> Password secret
= LoggedOut refused=not_allowed
> AcceptTerms terms-1
= LoggedOut refused=not_allowed
> Register Alan
= LoggedOut refused=not_allowed
> Poll
= LoggedOut refused=not_allowed
> LogOut
= LoggedOut refused=not_allowed
> Cancel
= LoggedOut refused=not_allowed
