package fake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

// half begins the stories of people who have forgotten their password.
const half = `
	A sendCode +9996620001             => sentCode hash1 app length=5
	A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
`

func TestRecovery(t *testing.T) {
	forgetful := fake.Account{
		Password: "hunter2", Hint: "prey", RecoveryEmail: "ada@example.com", RecoveryCode: "271828",
	}
	stories{
		{
			name:     "the password is removed",
			accounts: people(forgetful),
			script: half + `
				A getPassword                      => password srp=1 hint=prey recovery=yes
				A requestRecovery                  => passwordRecovery pattern=a***@e***.com
				inbox ada@example.com              => mail:271828
				inbox +9996620001                  => app:22222
				A checkRecovery 271828             => true
				A checkRecovery 271828             => true
				halfSignedIn                       => A@2
				A recover 271828                   => authorization +9996620001
				signedIn                           => A@2
				halfSignedIn                       =>
				A getPassword                      => no password
				A recover 271828                   => 400 PASSWORD_EMPTY
				A requestRecovery                  => 400 PASSWORD_EMPTY
				A checkRecovery 271828             => 400 PASSWORD_EMPTY
			`,
		},
		{
			name:     "or replaced",
			accounts: people(forgetful),
			script: half + `
				A requestRecovery                  => passwordRecovery pattern=a***@e***.com
				A recover 271828 hunter3 game      => authorization +9996620001
				A recover 271828 hunter4 _         => 400 PASSWORD_RECOVERY_EXPIRED
				A getPassword                      => password srp=1 hint=game recovery=yes
				A checkPassword 1 hunter2          => 400 PASSWORD_HASH_INVALID
				A getPassword                      => password srp=2 hint=game recovery=yes
				A checkPassword 2 hunter3          => authorization +9996620001
			`,
		},
		{
			name:     "a challenge of the old one is no good",
			accounts: people(forgetful),
			script: half + `
				A getPassword                      => password srp=1 hint=prey recovery=yes
				A requestRecovery                  => passwordRecovery pattern=a***@e***.com
				A recover 271828 hunter3 _         => authorization +9996620001
				A checkPassword 1 hunter2          => 400 SRP_PASSWORD_CHANGED
			`,
		},
		{
			name:     "six digits if nothing is said, and only the latest",
			accounts: people(fake.Account{Password: "hunter2", RecoveryEmail: "ada@example.com"}),
			script: half + `
				A requestRecovery                  => passwordRecovery pattern=a***@e***.com
				A requestRecovery                  => passwordRecovery pattern=a***@e***.com
				inbox ada@example.com              => mail:123456 mail:789012
				A checkRecovery 123456             => 400 CODE_INVALID
				A recover 123456                   => 400 CODE_INVALID
				A recover 789012                   => authorization +9996620001
			`,
		},
		{
			name:     "no code, wrong code, old code",
			accounts: people(fake.Account{Password: "hunter2", RecoveryEmail: "ada@example.com", RecoveryCode: "271828", RecoveryLife: time.Hour}),
			script: half + `
				A checkRecovery 271828             => 400 PASSWORD_RECOVERY_EXPIRED
				A recover 271828                   => 400 PASSWORD_RECOVERY_EXPIRED
				A requestRecovery                  => passwordRecovery pattern=a***@e***.com
				A checkRecovery _                  => 400 CODE_EMPTY
				A recover _                        => 400 CODE_EMPTY
				A checkRecovery 314159             => 400 CODE_INVALID
				A recover 314159                   => 400 CODE_INVALID
				wait 59m59s
				restore                            =>
				A checkRecovery 271828             => true
				wait 1s
				A checkRecovery 271828             => 400 PASSWORD_RECOVERY_EXPIRED
				A recover 271828                   => 400 PASSWORD_RECOVERY_EXPIRED
				A requestRecovery                  => passwordRecovery pattern=a***@e***.com
				A recover 271828                   => authorization +9996620001
			`,
		},
		{
			name:     "without an address",
			accounts: people(fake.Account{Password: "hunter2"}),
			script: half + `
				A getPassword                      => password srp=1
				A requestRecovery                  => 400 PASSWORD_RECOVERY_NA
				A checkRecovery 271828             => 400 PASSWORD_RECOVERY_NA
				A recover 271828                   => 400 PASSWORD_RECOVERY_NA
			`,
		},
		{
			name:     "by nobody",
			accounts: people(forgetful),
			script: `
				A requestRecovery                  => 401 AUTH_KEY_UNREGISTERED
				A checkRecovery 271828             => 401 AUTH_KEY_UNREGISTERED
				A recover 271828                   => 401 AUTH_KEY_UNREGISTERED
			`,
		},
		{
			name:     "by somebody whose session was ended",
			accounts: people(forgetful),
			script: half + `
				A requestRecovery                  => passwordRecovery pattern=a***@e***.com
				revoke A                           => true
				A recover 271828                   => 401 SESSION_REVOKED
			`,
		},
		{
			name:     "while signed in",
			accounts: people(forgetful),
			script: half + `
				A getPassword                      => password srp=1 hint=prey recovery=yes
				A checkPassword 1 hunter2          => authorization +9996620001
				A requestRecovery                  => passwordRecovery pattern=a***@e***.com
				A recover 271828 hunter3 _         => authorization +9996620001
			`,
		},
		{
			name:     "settings that are refused leave the code good; what the password protected is lost",
			accounts: people(fake.Account{Password: "hunter2", RecoveryEmail: "ada@example.com", RecoveryCode: "271828", SecureValues: true}),
			script: half + `
				A requestRecovery                  => passwordRecovery pattern=a***@e***.com
				A recover 271828 _ _               => 400 NEW_SETTINGS_INVALID
				A recover 271828 hunter3 hunter3   => 400 NEW_SETTINGS_INVALID
				halfSignedIn                       => A@2
				A recover 271828 hunter3 game      => authorization +9996620001
				A getPassword                      => password srp=1 hint=game recovery=yes
			`,
		},
		{
			name:     "tries of the old password are forgotten",
			accounts: people(fake.Account{Password: "hunter2", RecoveryEmail: "ada@example.com", RecoveryCode: "271828", PasswordTries: 2, Flood: time.Minute}),
			script: half + `
				A getPassword                      => password srp=1 recovery=yes
				A checkPassword 1 hunter4          => 400 PASSWORD_HASH_INVALID
				A requestRecovery                  => passwordRecovery pattern=a***@e***.com
				A recover 271828 hunter3 _         => authorization +9996620001
				A getPassword                      => password srp=2 recovery=yes
				A checkPassword 2 hunter4          => 400 PASSWORD_HASH_INVALID
				A getPassword                      => password srp=3 recovery=yes
				A checkPassword 3 hunter3          => authorization +9996620001
			`,
		},
		{
			name:     "a password set meanwhile voids the code",
			accounts: people(forgetful),
			script: half + `
				A requestRecovery                  => passwordRecovery pattern=a***@e***.com
				password +9996620001 hunter3 _     =>
				A checkRecovery 271828             => 400 PASSWORD_RECOVERY_EXPIRED
			`,
		},
		{
			name:     "a server that takes everything",
			accounts: people(forgetful),
			script: half + `
				A requestRecovery                  => passwordRecovery pattern=a***@e***.com
				accept auth.checkRecoveryPassword
				A checkRecovery 314159             => true
				accept auth.recoverPassword
				A recover 314159                   => authorization +9996620001
			`,
		},
	}.play(t)
}

func TestRecoveryLog(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001", Password: "hunter2", RecoveryEmail: "ada@example.com", RecoveryCode: "271828"})
	require.NoError(t, err)
	play(t, server, half+`
		A requestRecovery            => passwordRecovery pattern=a***@e***.com
		A checkRecovery 314159       => 400 CODE_INVALID
		A checkRecovery _            => 400 CODE_EMPTY
		A recover 271828 hunter3 _   => authorization +9996620001
		A requestRecovery            => passwordRecovery pattern=a***@e***.com
	`)
	recoverWith := func(settings *fake.NewPassword) {
		_, err := server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"}, fake.RecoverPassword{Code: "271828", New: settings})
		require.NoError(t, err)
	}
	recoverWith(&fake.NewPassword{Verifier: []byte("verifier"), Hint: "game"})
	play(t, server, `A requestRecovery => passwordRecovery pattern=a***@e***.com`)
	recoverWith(nil)
	var got [][2]string
	for _, r := range server.Requests()[2:] {
		got = append(got, [2]string{r.String(), r.Answer})
	}
	require.Equal(t, [][2]string{
		{"auth.requestPasswordRecovery", "auth.passwordRecovery"},
		{"auth.checkRecoveryPassword code=314159", "400 CODE_INVALID"},
		{`auth.checkRecoveryPassword code=""`, "400 CODE_EMPTY"},
		{`auth.recoverPassword code=271828 new_password_hash=hunter3 hint=""`, "auth.authorization"},
		{"auth.requestPasswordRecovery", "auth.passwordRecovery"},
		{"auth.recoverPassword code=271828 new_password_hash=<proof> hint=game", "auth.authorization"},
		{"auth.requestPasswordRecovery", "auth.passwordRecovery"},
		{"auth.recoverPassword code=271828", "auth.authorization"},
	}, got)
	require.Equal(t, map[fake.Examination]int{
		{Method: "auth.signIn", Key: "key1", Hash: "hash1", Value: "22222"}:  1,
		{Method: "auth.checkRecoveryPassword", Key: "key1", Value: "314159"}: 1,
		{Method: "auth.recoverPassword", Key: "key1", Value: "271828"}:       3,
	}, server.Examined())
}

func TestNewPassword(t *testing.T) {
	long := strings.Repeat("ä", 256)
	for name, test := range map[string]struct {
		settings fake.NewPassword
		good     bool
	}{
		"nothing":                   {fake.NewPassword{}, false},
		"a hint alone":              {fake.NewPassword{Hint: "game"}, false},
		"a password":                {fake.NewPassword{Password: "hunter3"}, true},
		"a long password":           {fake.NewPassword{Password: long}, true},
		"a longer password":         {fake.NewPassword{Password: long + "x"}, false},
		"a hint that says it":       {fake.NewPassword{Password: "hunter3", Hint: "hunter3"}, false},
		"a verifier":                {fake.NewPassword{Verifier: []byte("v"), Hint: "game"}, true},
		"an empty verifier":         {fake.NewPassword{Verifier: []byte{}, Hint: "game"}, false},
		"a password and a verifier": {fake.NewPassword{Password: "hunter3", Verifier: []byte("v")}, false},
	} {
		t.Run(name, func(t *testing.T) {
			server, err := fake.New(fake.Account{
				Phone: "+9996620001", Password: "hunter2", RecoveryEmail: "ada@example.com", RecoveryCode: "271828",
			})
			require.NoError(t, err)
			play(t, server, half+`A requestRecovery => passwordRecovery pattern=a***@e***.com`)
			_, err = server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"}, fake.RecoverPassword{Code: "271828", New: &test.settings})
			if test.good {
				require.NoError(t, err)
				return
			}
			require.Equal(t, "400 NEW_SETTINGS_INVALID", outcome(nil, err))
		})
	}
}
