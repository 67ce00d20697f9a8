# While a call is pending nobody else gets a word in. When its lease has ended
# it counts as lost, and we ask who we are before we do what is said.

only machine

> PhoneNumber +9996620001
    Connect: Connected
= WaitPhoneNumber asking=SendCode
! clock +29s
> PhoneNumber +9996620001
= WaitPhoneNumber asking=SendCode refused=busy retry=1s
! clock +1s
> PhoneNumber +9996620001
    WhoAmI: Nobody
    SendCode: CodeSent app length=5
= WaitCode
> Code 22222
= WaitCode asking=SignIn
~ SendCode: Authorized id=1001
= Ready
