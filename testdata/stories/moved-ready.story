# Signed in, and the server sends what is about the account to another data centre.
# The login is here, under this key: nothing moves, and nothing is done.

server dcs=2,4
account phone=+9996620001

> PhoneNumber +9996620001
    Connect: Connected
    SendCode: CodeSent app length=5
    < dc2 key1 auth.sendCode phone_number=+9996620001 api_id=17349 api_hash=story-app-hash
= WaitCode
> Code 22222
    SignIn: Authorized id=1001
    < dc2 key1 auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
= Ready
! refuse account.resetPassword 303 USER_MIGRATE_4
> ResetPassword
    ResetPassword: Refused 303 USER_MIGRATE_4
    < dc2 key1 account.resetPassword
= Ready refused=USER_MIGRATE
! refuse account.declinePasswordReset 303 USER_MIGRATE_4
> DeclinePasswordReset
    DeclinePasswordReset: Refused 303 USER_MIGRATE_4
    < dc2 key1 account.declinePasswordReset
= Ready refused=USER_MIGRATE
! refuse account.deleteAccount 303 USER_MIGRATE_4
> DeleteAccount "DELETE MY ACCOUNT"
    DeleteAccount: Refused 303 USER_MIGRATE_4
    < dc2 key1 account.deleteAccount reason=""
= Ready refused=USER_MIGRATE
> Poll
    WhoAmI: Authorized id=1001
    < dc2 key1 users.getUsers id=self
= Ready
