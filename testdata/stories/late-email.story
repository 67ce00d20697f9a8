# Answers about an e-mail address come late, when nobody waits for them any
# more: they do not count, unless they sign in.

only machine

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: EmailWanted
= WaitEmailAddress
> EmailAddress ada@example.com
= WaitEmailAddress asking=SendEmailCode
! clock +30s
> Poll
    WhoAmI: Nobody
= WaitEmailAddress refused=unanswered
~ SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
= WaitEmailAddress refused=conflict
> EmailAddress ada@example.com
    SendEmailCode: EmailCodeSent length=6 pattern=a***@e***.com hash=kept
= WaitEmailCode
> EmailCode 314159
= WaitEmailCode asking=VerifyEmail
! clock +30s
> Poll
    WhoAmI: Nobody
= WaitPhoneNumber refused=unanswered
~ VerifyEmail: Authorized id=1001
= Ready
