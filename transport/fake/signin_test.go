package fake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stepin-go/stepin/transport/fake"
)

func TestSignIn(t *testing.T) {
	stories{
		{
			name:     "a wrong code can be corrected",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 11111   => 400 PHONE_CODE_INVALID
				A signIn +9996620001 hash1 2222    => 400 PHONE_CODE_INVALID
				A signIn +9996620001 hash1 _       => 400 PHONE_CODE_EMPTY
				A signIn +9996620001 hash1 22222   => authorization +9996620001
			`,
		},
		{
			name:     "a used code is used up",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				A signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
				A resendCode +9996620001 hash1     => 400 PHONE_CODE_EXPIRED
				signedIn                           => A@2
			`,
		},
		{
			name:     "a hash that nobody sent",
			accounts: people(fake.Account{}),
			script: `
				A signIn +9996620001 _ 22222       => 400 PHONE_CODE_HASH_EMPTY
				A signIn +9996620001 madeup 22222  => 400 PHONE_CODE_EXPIRED
			`,
		},
		{
			name:     "no limit of wrong codes where none is asked for",
			accounts: people(fake.Account{}),
			script: "A sendCode +9996620001 => sentCode hash1 app length=5\n" +
				strings.Repeat("A signIn +9996620001 hash1 11111 => 400 PHONE_CODE_INVALID\n", 50) +
				"A signIn +9996620001 hash1 22222 => authorization +9996620001\n",
		},
		{
			name:     "too many wrong codes kill the hash",
			accounts: people(fake.Account{CodeTries: 2}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 11111   => 400 PHONE_CODE_INVALID
				A signIn +9996620001 hash1 11111   => 400 PHONE_CODE_INVALID
				A signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
				A sendCode +9996620001             => sentCode hash2 app length=5
				A signIn +9996620001 hash2 22222   => authorization +9996620001
			`,
		},
		{
			name:     "and may keep the next code waiting",
			accounts: people(fake.Account{CodeTries: 1, Flood: time.Minute}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 11111   => 400 PHONE_CODE_INVALID
				A signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
				A sendCode +9996620001             => 420 FLOOD_WAIT_60
				B sendCode +9996620001             => 420 FLOOD_WAIT_60
				wait 1m
				A sendCode +9996620001             => sentCode hash2 app length=5
				A signIn +9996620001 hash2 22222   => authorization +9996620001
			`,
		},
		{
			name:     "one key, one user at a time",
			accounts: people(fake.Account{}, fake.Account{Phone: "+9996620002"}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A sendCode +9996620002             => sentCode hash2 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				A signIn +9996620002 hash2 22222   => authorization +9996620002
				A getSelf                          => user +9996620002
			`,
		},
		{
			name:     "a new code leaves who is signed in alone",
			accounts: people(fake.Account{}, fake.Account{Phone: "+9996620002"}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				A sendCode +9996620002             => sentCode hash2 app length=5
				A getSelf                          => user +9996620001
			`,
		},
	}.play(t)
}

func TestSignUp(t *testing.T) {
	newcomer := fake.Account{Unregistered: true}
	long := strings.Repeat("ä", 64) // as long as a name may be
	stories{
		{
			name: "a number without an account",
			accounts: people(fake.Account{
				Unregistered: true, Terms: "Be_kind.", TermsID: "7", MinAge: 16,
			}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 11111   => 400 PHONE_CODE_INVALID
				A signIn +9996620001 hash1 22222   => signUpRequired terms=Be_kind. id=7 age=16
				A getSelf                          => 401 AUTH_KEY_UNREGISTERED
				A signUp +9996620001 hash1 Ada Lovelace => authorization +9996620001 Ada Lovelace
				A getSelf                          => user +9996620001 Ada Lovelace
				signedIn                           => A@2
			`,
		},
		{
			name:     "no terms",
			accounts: people(newcomer),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => signUpRequired
			`,
		},
		{
			name:     "the hash stays good until the account is made",
			accounts: people(newcomer),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => signUpRequired
				A signIn +9996620001 hash1 22222   => signUpRequired
				A signUp +9996620001 hash1 Ada _   => authorization +9996620001 Ada
				A signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
				A signUp +9996620001 hash1 Ada _   => 400 PHONE_CODE_EXPIRED
			`,
		},
		{
			name:     "needs the right code first",
			accounts: people(newcomer),
			script: `
				A signUp +9996620001 _ Ada _       => 400 PHONE_CODE_HASH_EMPTY
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signUp +9996620001 hash1 Ada _   => 400 PHONE_CODE_EMPTY
				A signIn +9996620001 hash1 11111   => 400 PHONE_CODE_INVALID
				A signUp +9996620001 hash1 Ada _   => 400 PHONE_CODE_EMPTY
			`,
		},
		{
			name:     "needs a name",
			accounts: people(newcomer),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => signUpRequired
				A signUp +9996620001 hash1 _ _     => 400 FIRSTNAME_INVALID
				A signUp +9996620001 hash1 ` + long + `ä _ => 400 FIRSTNAME_INVALID
				A signUp +9996620001 hash1 Ada ` + long + `ä => 400 LASTNAME_INVALID
				A signUp +9996620001 hash1 ` + long + ` ` + long + ` => authorization +9996620001 ` + long + ` ` + long + `
			`,
		},
		{
			name:     "two keys, one number: the second comes too late",
			accounts: people(newcomer),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				B sendCode +9996620001             => sentCode hash2 app length=5
				A signIn +9996620001 hash1 22222   => signUpRequired
				B signIn +9996620001 hash2 22222   => signUpRequired
				A signUp +9996620001 hash1 Ada _   => authorization +9996620001 Ada
				B signUp +9996620001 hash2 Bob _   => 400 PHONE_NUMBER_OCCUPIED
				B signIn +9996620001 hash2 22222   => authorization +9996620001 Ada
			`,
		},
		{
			name:     "an account cannot be made twice",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signUp +9996620001 hash1 Ada _   => 400 PHONE_NUMBER_OCCUPIED
			`,
		},
	}.play(t)
}

func TestLogOut(t *testing.T) {
	stories{
		{
			name:     "nobody is signed in afterwards",
			accounts: people(fake.Account{}),
			script: `
				A logOut                           => 401 AUTH_KEY_UNREGISTERED
				A sendCode +9996620001             => sentCode hash1 app length=5
				A logOut                           => 401 AUTH_KEY_UNREGISTERED
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				A logOut                           => loggedOut
				A getSelf                          => 401 AUTH_KEY_UNREGISTERED
				A logOut                           => 401 AUTH_KEY_UNREGISTERED
				signedIn                           =>
			`,
		},
		{
			name:     "the key can be used again",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				A logOut                           => loggedOut
				A sendCode +9996620001             => sentCode hash2 app length=5
				A signIn +9996620001 hash2 22222   => authorization +9996620001
			`,
		},
		{
			name:     "ends a half login, too",
			accounts: people(fake.Account{Password: "hunter2"}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A logOut                           => loggedOut
				A getPassword                      => 401 AUTH_KEY_UNREGISTERED
				halfSignedIn                       =>
			`,
		},
		{
			name:     "other keys stay",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				B sendCode +9996620001             => sentCode hash2 app length=5
				B signIn +9996620001 hash2 22222   => authorization +9996620001
				A logOut                           => loggedOut
				signedIn                           => B@2
			`,
		},
	}.play(t)
}
