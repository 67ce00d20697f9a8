# Any other late answer is dropped: what it says is no longer so.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5 next=sms
= WaitCode
> Resend
    ResendCode: Unanswered
    WhoAmI: Nobody
= WaitCode refused=unanswered
~ Connect: Connected
= WaitCode refused=conflict
~ ResendCode: CodeSent sms length=5
= WaitCode refused=conflict
~ ResendCode: RegistrationWanted
= WaitCode refused=conflict
~ ResendCode: NotSent
= WaitCode refused=conflict
~ ResendCode: Unanswered
= WaitCode refused=conflict
~ ResendCode: Unsupported x
= WaitCode refused=conflict
~ ResendCode: Moved 4
= WaitCode refused=conflict
~ ResendCode: Refused 400 PHONE_CODE_EXPIRED
= WaitCode refused=conflict
~ WhoAmI: Nobody
= WaitCode refused=conflict
> PhoneNumber +9996620002
    CancelCode: Done
    SendCode: CodeSent app length=5
= WaitCode
~ CancelCode: Done
= WaitCode refused=conflict
~ CancelCode: Moved 4
= WaitCode refused=conflict
~ LogOut: Done
= WaitCode refused=conflict
~ LogOut: NotSent
= WaitCode refused=conflict
