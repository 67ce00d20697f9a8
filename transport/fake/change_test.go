package fake_test

import (
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
)

func TestSetPassword(t *testing.T) {
	stories{
		{
			name:     "set while a code is out",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				password +9996620001 hunter2 prey  =>
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A getPassword                      => password srp=1 hint=prey
				A checkPassword 1 hunter2          => authorization +9996620001
			`,
		},
		{
			name:     "changed under a client's hands",
			accounts: people(fake.Account{Password: "hunter2"}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A getPassword                      => password srp=1
				password +9996620001 hunter3 _     =>
				A checkPassword 1 hunter2          => 400 SRP_PASSWORD_CHANGED
				A checkPassword 1 hunter3          => 400 SRP_ID_INVALID
				A getPassword                      => password srp=2
				A checkPassword 2 hunter2          => 400 PASSWORD_HASH_INVALID
				A getPassword                      => password srp=3
				A checkPassword 3 hunter3          => authorization +9996620001
			`,
		},
		{
			name:     "removed under a client's hands",
			accounts: people(fake.Account{Password: "hunter2"}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A getPassword                      => password srp=1
				password +9996620001 _ _           =>
				A checkPassword 1 hunter2          => 400 PASSWORD_EMPTY
				A getPassword                      => no password
				halfSignedIn                       => A@2
				A sendCode +9996620001             => sentCode hash2 app length=5
				A signIn +9996620001 hash2 22222   => authorization +9996620001
			`,
		},
		{
			name:     "of nobody",
			accounts: people(fake.Account{Unregistered: true}),
			script: `
				password +9996620009 hunter2 _     => no account
				password hello hunter2 _           => no account
				password +9996620001 hunter2 _     => no account
			`,
		},
	}.play(t)
}

func TestBan(t *testing.T) {
	stories{
		{
			name:     "reaches everybody",
			accounts: people(fake.Account{Next: codes.SMS}, fake.Account{Phone: "+9996620002"}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5 next=sms
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				B sendCode +9996620001             => sentCode hash2 app length=5 next=sms
				C sendCode +9996620002             => sentCode hash3 app length=5
				C signIn +9996620002 hash3 22222   => authorization +9996620002
				ban +9996620001                    =>
				A getSelf                          => 401 USER_DEACTIVATED_BAN
				A logOut                           => 401 USER_DEACTIVATED_BAN
				B signIn +9996620001 hash2 22222   => 400 PHONE_NUMBER_BANNED
				B resendCode +9996620001 hash2     => 400 PHONE_NUMBER_BANNED
				B sendCode +9996620001             => 400 PHONE_NUMBER_BANNED
				signedIn                           => C@2
			`,
		},
		{
			name:     "reaches half logins",
			accounts: people(fake.Account{Password: "hunter2"}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A getPassword                      => password srp=1
				ban +9996620001                    =>
				A checkPassword 1 hunter2          => 401 USER_DEACTIVATED_BAN
				A getPassword                      => 401 USER_DEACTIVATED_BAN
			`,
		},
		{
			name:     "of nobody",
			accounts: people(fake.Account{}),
			script:   `ban +9996620009 => no account`,
		},
	}.play(t)
}

func TestMove(t *testing.T) {
	stories{
		{
			name:     "takes the account's codes out of use",
			accounts: people(fake.Account{Next: codes.SMS}, fake.Account{Phone: "+9996640004", DC: 4}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5 next=sms
				move +9996620001 4                 =>
				A signIn +9996620001 hash1 22222   => 303 PHONE_MIGRATE_4
				A resendCode +9996620001 hash1     => 303 PHONE_MIGRATE_4
				A sendCode +9996620001             => 303 PHONE_MIGRATE_4
				B@4 signIn +9996620001 hash1 22222 => 400 PHONE_CODE_EXPIRED
				B@4 sendCode +9996620001           => sentCode hash2 app length=5 next=sms
				B@4 signIn +9996620001 hash2 22222 => authorization +9996620001
			`,
		},
		{
			name:     "leaves who is signed in alone",
			accounts: people(fake.Account{}, fake.Account{Phone: "+9996640004", DC: 4}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				move +9996620001 4                 =>
				A getSelf                          => user +9996620001
			`,
		},
		{
			name:     "from nowhere, to nowhere",
			accounts: people(fake.Account{}),
			script: `
				move +9996620009 2                 => no account
				move +9996620001 4                 => unknown data centre
				A sendCode +9996620001             => sentCode hash1 app length=5
			`,
		},
	}.play(t)
}

func TestRevokeSession(t *testing.T) {
	stories{
		{
			name:     "ends the login and nothing else",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				revoke A                           => false
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				B sendCode +9996620001             => sentCode hash2 app length=5
				B signIn +9996620001 hash2 22222   => authorization +9996620001
				revoke A                           => true
				revoke A                           => false
				revoke C                           => false
				A getSelf                          => 401 SESSION_REVOKED
				A getPassword                      => 401 SESSION_REVOKED
				A logOut                           => 401 SESSION_REVOKED
				signedIn                           => B@2
			`,
		},
		{
			name:     "until somebody signs in again",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				revoke A                           => true
				A sendCode +9996620001             => sentCode hash2 app length=5
				A getSelf                          => 401 SESSION_REVOKED
				A signIn +9996620001 hash2 22222   => authorization +9996620001
				A logOut                           => loggedOut
				A getSelf                          => 401 AUTH_KEY_UNREGISTERED
			`,
		},
		{
			name:     "ends a half login",
			accounts: people(fake.Account{Password: "hunter2"}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				revoke A                           => true
				A getPassword                      => 401 SESSION_REVOKED
			`,
		},
	}.play(t)
}

func TestForgetKey(t *testing.T) {
	stories{
		{
			name:     "the key is no key any more",
			accounts: people(fake.Account{}),
			script: `
				forget A                           => false
				A sendCode +9996620001             => sentCode hash1 app length=5
				forget A                           => true
				forget A                           => false
				A signIn +9996620001 hash1 22222   => unknown key
				A sendCode +9996620001             => unknown key
				B signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
			`,
		},
		{
			name:     "and its login is gone",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				forget A                           => true
				signedIn                           =>
			`,
		},
	}.play(t)
}
