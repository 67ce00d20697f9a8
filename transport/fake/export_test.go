package fake_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

// A client that is signed in at its home signs in elsewhere without a code.
func TestExportAuthorization(t *testing.T) {
	accounts := people(fake.Account{ID: 7, Password: "hunter2"}, fake.Account{Phone: "+9996620002", ID: 8, DC: 4})
	const signIn = `
		A sendCode +9996620001             => sentCode hash1 app length=5
		A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
		A getPassword                      => password srp=1
		A checkPassword 1 hunter2          => authorization +9996620001
		A export 4                         => exported 7 export1
	`
	stories{
		{
			name: "imported", accounts: accounts,
			script: signIn + `
				B@4 import 7 export1               => authorization +9996620001
				B@4 getSelf                        => user +9996620001
				signedIn                           => A@2 B@4
				C@4 import 7 export1               => 400 AUTH_BYTES_INVALID
			`,
		},
		{
			name: "not as it was exported", accounts: accounts,
			script: signIn + `
				B@2 import 7 export1               => 400 AUTH_BYTES_INVALID
				C@4 import 8 export1               => 400 USER_ID_INVALID
				C@4 import 7 export2               => 400 AUTH_BYTES_INVALID
				C@4 import 7 _                     => 400 AUTH_BYTES_INVALID
				C@4 getSelf                        => 401 AUTH_KEY_UNREGISTERED
				C@4 import 7 export1               => authorization +9996620001
			`,
		},
		{
			name: "in place of another login", accounts: accounts,
			script: signIn + `
				B@4 sendCode +9996620002           => sentCode hash2 app length=5
				B@4 signIn +9996620002 hash2 22222 => authorization +9996620002
				B@4 import 7 export1               => authorization +9996620001
				B@4 getSelf                        => user +9996620001
			`,
		},
		{
			name: "its owner has gone", accounts: accounts,
			script: signIn + `
				A logOut                           => loggedOut
				B@4 import 7 export1               => 400 AUTH_BYTES_INVALID
			`,
		},
		{
			name: "its owner was banned", accounts: accounts,
			script: signIn + `
				ban +9996620001                    =>
				B@4 import 7 export1               => 400 AUTH_BYTES_INVALID
			`,
		},
		{
			name: "by nobody", accounts: accounts,
			script: `
				A export 4                         => 401 AUTH_KEY_UNREGISTERED
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
				A export 4                         => 401 SESSION_PASSWORD_NEEDED
			`,
		},
		{
			name: "to nowhere", accounts: accounts,
			script: signIn + `
				A export 3                         => 400 DC_ID_INVALID
			`,
		},
	}.play(t)
}

// The log shows an export by its alias: whoever has its bytes can sign in.
func TestExportInLog(t *testing.T) {
	server, err := fake.New(people(fake.Account{ID: 7, Trusted: true}, fake.Account{Phone: "+9996620002", DC: 4})...)
	require.NoError(t, err)
	home, elsewhere := fake.Caller{DC: 2, Key: "A"}, fake.Caller{DC: 4, Key: "B"}
	_, err = server.Call(t.Context(), home, fake.SendCode{PhoneNumber: "+9996620001"})
	require.NoError(t, err)
	answer, err := server.Call(t.Context(), home, fake.ExportAuthorization{DC: 4})
	require.NoError(t, err)
	exported := answer.(fake.ExportedAuthorization)
	require.NotEqual(t, "export1", exported.Bytes)
	for _, bytes := range []string{exported.Bytes, "guess", ""} {
		_, _ = server.Call(t.Context(), elsewhere, fake.ImportAuthorization{ID: 7, Bytes: bytes})
	}
	var lines []string
	for _, r := range server.Requests()[1:] {
		lines = append(lines, r.String()+" => "+r.Answer)
	}
	require.Equal(t, []string{
		"auth.exportAuthorization dc_id=4 => auth.exportedAuthorization",
		"auth.importAuthorization id=7 bytes=export1 => auth.authorization",
		"auth.importAuthorization id=7 bytes=unknown => 400 AUTH_BYTES_INVALID",
		`auth.importAuthorization id=7 bytes="" => 400 AUTH_BYTES_INVALID`,
	}, lines)
}
