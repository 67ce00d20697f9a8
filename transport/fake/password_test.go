package fake_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

func TestPassword(t *testing.T) {
	protected := fake.Account{Password: "hunter2", Hint: "prey"}
	stories{
		{
			name:     "a right code is half a login",
			accounts: people(protected),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				signedIn                           =>
				halfSignedIn                       => A@2
				A getPassword                      => password srp=1 hint=prey
				A checkPassword 1 hunter2          => authorization +9996620001
				signedIn                           => A@2
				halfSignedIn                       =>
				A getSelf                          => user +9996620001
			`,
		},
		{
			name:     "a wrong code is not, whatever the password",
			accounts: people(protected),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 11111   => 400 PHONE_CODE_INVALID
				A getPassword                      => 401 AUTH_KEY_UNREGISTERED
				A checkPassword 1 hunter2          => 401 AUTH_KEY_UNREGISTERED
			`,
		},
		{
			name:     "the code is used up by the half login",
			accounts: people(protected),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
				halfSignedIn                       => A@2
			`,
		},
		{
			name:     "who is half signed in, asked plainly",
			accounts: people(protected),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A getSelf                          => 401 AUTH_KEY_UNREGISTERED
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A getSelf                          => 401 SESSION_PASSWORD_NEEDED
			`,
		},
		{
			name:     "the other answer that a client must bear",
			accounts: people(protected),
			setUp:    func(s *fake.Server) { s.HalfLogin = "AUTH_KEY_UNREGISTERED" },
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A getSelf                          => 401 AUTH_KEY_UNREGISTERED
				A getPassword                      => password srp=1 hint=prey
				A checkPassword 1 hunter2          => authorization +9996620001
				A getSelf                          => user +9996620001
			`,
		},
		{
			name:     "a half login belongs to its key",
			accounts: people(protected),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A getPassword                      => password srp=1 hint=prey
				B getPassword                      => 401 AUTH_KEY_UNREGISTERED
				B checkPassword 1 hunter2          => 401 AUTH_KEY_UNREGISTERED
			`,
		},
		{
			name:     "a new code ends it",
			accounts: people(protected),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A sendCode +9996620001             => sentCode hash2 app length=5
				A getPassword                      => 401 AUTH_KEY_UNREGISTERED
			`,
		},
		{
			name:     "a wrong password can be corrected, with a new SRP number",
			accounts: people(protected),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A getPassword                      => password srp=1 hint=prey
				A checkPassword 1 hunter3          => 400 PASSWORD_HASH_INVALID
				A checkPassword 1 hunter2          => 400 SRP_ID_INVALID
				A getPassword                      => password srp=2 hint=prey
				A checkPassword 2 hunter2          => authorization +9996620001
			`,
		},
		{
			name:     "only the latest SRP number is good",
			accounts: people(protected),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A checkPassword 0 hunter2          => 400 SRP_ID_INVALID
				A getPassword                      => password srp=1 hint=prey
				A getPassword                      => password srp=2 hint=prey
				A checkPassword 1 hunter2          => 400 SRP_ID_INVALID
				# A number that was refused unexamined spends nothing.
				A checkPassword 2 hunter2          => authorization +9996620001
			`,
		},
		{
			name:     "an SRP number does not outlive its half login",
			accounts: people(protected),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A getPassword                      => password srp=1 hint=prey
				A sendCode +9996620001             => sentCode hash2 app length=5
				A signIn +9996620001 hash2 22222   => 401 SESSION_PASSWORD_NEEDED
				A checkPassword 1 hunter2          => 400 SRP_ID_INVALID
			`,
		},
		{
			name:     "nor its login",
			accounts: people(protected),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A getPassword                      => password srp=1 hint=prey
				A checkPassword 1 hunter2          => authorization +9996620001
				A getPassword                      => password srp=2 hint=prey
				A sendCode +9996620001             => sentCode hash2 app length=5
				A signIn +9996620001 hash2 22222   => 401 SESSION_PASSWORD_NEEDED
				A checkPassword 2 hunter2          => 400 SRP_ID_INVALID
			`,
		},
		{
			name:     "who is signed in may ask and check as well",
			accounts: people(protected),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A getPassword                      => password srp=1 hint=prey
				A checkPassword 1 hunter2          => authorization +9996620001
				A checkPassword 1 hunter2          => 400 SRP_ID_INVALID
				A getPassword                      => password srp=2 hint=prey
				A checkPassword 2 hunter3          => 400 PASSWORD_HASH_INVALID
				signedIn                           => A@2
			`,
		},
		{
			name:     "an account without a password",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				A getPassword                      => no password
				A checkPassword 1 hunter2          => 400 PASSWORD_EMPTY
			`,
		},
		{
			name: "too many wrong passwords",
			accounts: people(fake.Account{
				Password: "hunter2", PasswordTries: 2, Flood: time.Minute,
			}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A getPassword                      => password srp=1
				A checkPassword 1 hunter3          => 400 PASSWORD_HASH_INVALID
				A getPassword                      => password srp=2
				A checkPassword 2 hunter4          => 400 PASSWORD_HASH_INVALID
				A getPassword                      => password srp=3
				A checkPassword 3 hunter2          => 420 FLOOD_WAIT_60
				B sendCode +9996620001             => 406 PHONE_PASSWORD_FLOOD
				wait 59s
				A checkPassword 3 hunter2          => 420 FLOOD_WAIT_1
				wait 1s
				A checkPassword 3 hunter2          => authorization +9996620001
				B sendCode +9996620001             => sentCode hash2 app length=5
			`,
		},
		{
			name: "and as many again after the wait",
			accounts: people(fake.Account{
				Password: "hunter2", PasswordTries: 2, Flood: time.Minute,
			}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A getPassword                      => password srp=1
				A checkPassword 1 hunter3          => 400 PASSWORD_HASH_INVALID
				A getPassword                      => password srp=2
				A checkPassword 2 hunter4          => 400 PASSWORD_HASH_INVALID
				wait 1m
				A getPassword                      => password srp=3
				A checkPassword 3 hunter5          => 400 PASSWORD_HASH_INVALID
				A getPassword                      => password srp=4
				A checkPassword 4 hunter6          => 400 PASSWORD_HASH_INVALID
				A getPassword                      => password srp=5
				A checkPassword 5 hunter2          => 420 FLOOD_WAIT_60
			`,
		},
		{
			name: "a right password wipes out the wrong ones",
			accounts: people(fake.Account{
				Password: "hunter2", PasswordTries: 2, Flood: time.Minute,
			}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A getPassword                      => password srp=1
				A checkPassword 1 hunter3          => 400 PASSWORD_HASH_INVALID
				A getPassword                      => password srp=2
				A checkPassword 2 hunter2          => authorization +9996620001
				A getPassword                      => password srp=3
				A checkPassword 3 hunter3          => 400 PASSWORD_HASH_INVALID
				A getPassword                      => password srp=4
				A checkPassword 4 hunter2          => authorization +9996620001
			`,
		},
	}.play(t)
}

// A door that speaks SRP gives the server a proof in place of the password, and
// gets the password to make the challenge from.
func TestPasswordProof(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001", Password: "hunter2"})
	require.NoError(t, err)
	play(t, server, `
		A sendCode +9996620001           => sentCode hash1 app length=5
		A signIn +9996620001 hash1 22222 => 401 SESSION_PASSWORD_NEEDED
	`)
	a := fake.Caller{DC: 2, Key: "A"}
	challenge := func() fake.Password {
		answer, err := server.Call(t.Context(), a, fake.GetPassword{})
		require.NoError(t, err)
		require.Equal(t, "hunter2", answer.(fake.Password).Plain)
		return answer.(fake.Password)
	}
	check := func(id int64, fits bool) (string, int) {
		verified := 0
		got := outcome(server.Call(t.Context(), a, fake.CheckPassword{
			SRPID: id,
			Verify: func(p fake.Password) bool {
				require.Equal(t, "hunter2", p.Plain)
				verified++
				return fits
			},
		}))
		return got, verified
	}

	first := challenge()
	got, verified := check(first.SRPID, false)
	require.Equal(t, "400 PASSWORD_HASH_INVALID", got)
	require.Equal(t, 1, verified)
	got, verified = check(first.SRPID, true)
	require.Equal(t, "400 SRP_ID_INVALID", got)
	require.Zero(t, verified, "nothing is verified for a spent number")
	got, verified = check(challenge().SRPID, true)
	require.Equal(t, "authorization +9996620001", got)
	require.Equal(t, 1, verified)

	log := server.Requests()
	require.Equal(t, "auth.checkPassword srp_id=srp1 password=<proof>", log[3].String())
	require.Equal(t, map[fake.Examination]int{
		{Method: "auth.signIn", Key: "key1", Hash: "hash1", Value: "22222"}: 1,
		{Method: "auth.checkPassword", Key: "key1", Value: "<proof>"}:       1,
		{Method: "auth.checkPassword", Key: "key1", Value: "hunter2"}:       1,
	}, server.Examined())
}
