package fake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

// Another device accepts what this one shows.
func TestLoginToken(t *testing.T) {
	ada := people(fake.Account{ID: 5, FirstName: "Ada"}, fake.Account{Phone: "+9996620002", ID: 6, FirstName: "Bob"})
	elsewhere := people(fake.Account{FirstName: "Ada", DC: 4})
	protected := people(fake.Account{Password: "hunter2"})
	stories{
		{
			name: "scanned", accounts: ada,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				hear A                     => updateLoginToken
				A getSelf                  => 401 AUTH_KEY_UNREGISTERED
				A exportToken              => loginTokenSuccess +9996620001 Ada
				A getSelf                  => user +9996620001 Ada
				# Who is signed in needs nothing more.
				A exportToken              => loginTokenSuccess +9996620001 Ada
				signedIn                   => A@2
			`,
		},
		{
			name: "not scanned yet", accounts: ada,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				wait 29s
				A exportToken              => loginToken qr2 until 12:00:59
				hear A                     =>
				# The first one is still good, to the second.
				scan +9996620001 qr1       =>
				A exportToken              => loginTokenSuccess +9996620001 Ada
				# And the second belongs to nobody.
				wait 30s
				scan +9996620002 qr2       => 400 AUTH_TOKEN_EXPIRED
			`,
		},
		{
			name: "expired", accounts: ada,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				wait 30s
				scan +9996620001 qr1       => 400 AUTH_TOKEN_EXPIRED
				A importToken qr1          => 400 AUTH_TOKEN_EXPIRED
				A exportToken              => loginToken qr2 until 12:01:00
				scan +9996620001 qr2       =>
				# An acceptance lasts.
				wait 1h
				A exportToken              => loginTokenSuccess +9996620001 Ada
			`,
		},
		{
			name: "another life", accounts: ada, setUp: func(s *fake.Server) { s.LoginTokenLife = time.Minute },
			script: `
				A exportToken              => loginToken qr1 until 12:01:00
				wait 59s
				scan +9996620001 qr1       =>
			`,
		},
		{
			name: "scanned twice", accounts: ada,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				scan +9996620002 qr1       => 400 AUTH_TOKEN_ALREADY_ACCEPTED
				A importToken qr1          => 400 AUTH_TOKEN_ALREADY_ACCEPTED
				wait 30s
				scan +9996620002 qr1       => 400 AUTH_TOKEN_ALREADY_ACCEPTED
				A exportToken              => loginTokenSuccess +9996620001 Ada
			`,
		},
		{
			name: "two tokens, two people", accounts: ada,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				A exportToken              => loginToken qr2 until 12:00:30
				scan +9996620001 qr1       =>
				scan +9996620002 qr2       =>
				hear A                     => updateLoginToken
				A exportToken              => loginTokenSuccess +9996620002 Bob
			`,
		},
		{
			name: "under another key", accounts: ada,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				B exportToken              => loginToken qr2 until 12:00:30
				hear B                     =>
				B importToken qr1          => 400 AUTH_TOKEN_ALREADY_ACCEPTED
				B importToken qr2          => 400 AUTH_TOKEN_INVALID
				B importToken _            => 400 AUTH_TOKEN_INVALID
				B importToken qr3          => 400 AUTH_TOKEN_INVALID
			`,
		},
		{
			name: "accounts that are out of the question", accounts: ada,
			script: `
				A exportToken 4 5          => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       => 400 AUTH_TOKEN_EXCEPTION
				hear A                     =>
				scan +9996620002 qr1       =>
				A exportToken 6            => loginTokenSuccess +9996620002 Bob
			`,
		},
		{
			name: "accepted by a login", accounts: ada,
			script: `
				B acceptToken qr1          => 401 AUTH_KEY_UNREGISTERED
				B sendCode +9996620001     => sentCode hash1 app length=5
				B signIn +9996620001 hash1 22222 => authorization +9996620001 Ada
				B acceptToken qr1          => 400 AUTH_TOKEN_INVALID
				A exportToken 6            => loginToken qr1 until 12:00:30
				B acceptToken qr1          => session of app 7
				hear A                     => updateLoginToken
				A exportToken              => loginTokenSuccess +9996620001 Ada
				B acceptToken qr1          => 400 AUTH_TOKEN_ALREADY_ACCEPTED
				C exportToken 5            => loginToken qr2 until 12:00:30
				B acceptToken qr2          => 400 AUTH_TOKEN_EXCEPTION
				wait 30s
				B acceptToken qr2          => 400 AUTH_TOKEN_EXPIRED
				signedIn                   => B@2 A@2
			`,
		},
		{
			name: "accepted by half a login", accounts: protected,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				B sendCode +9996620001     => sentCode hash1 app length=5
				B signIn +9996620001 hash1 22222 => 401 SESSION_PASSWORD_NEEDED
				B acceptToken qr1          => 401 SESSION_PASSWORD_NEEDED
			`,
		},
		{
			name: "a password", accounts: protected,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				A exportToken              => 401 SESSION_PASSWORD_NEEDED
				A exportToken              => 401 SESSION_PASSWORD_NEEDED
				halfSignedIn               => A@2
				A getPassword              => password srp=1
				A checkPassword 1 hunter2  => authorization +9996620001
				A exportToken              => loginTokenSuccess +9996620001
			`,
		},
		{
			name: "an account of another data centre", accounts: elsewhere,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				A exportToken              => migrateTo 4 qr2
				# The answer was lost.
				A exportToken              => migrateTo 4 qr3
				B@4 importToken qr2        => loginTokenSuccess +9996620001 Ada
				B@4 importToken qr2        => 400 AUTH_TOKEN_ALREADY_ACCEPTED
				C@4 importToken qr3        => 400 AUTH_TOKEN_ALREADY_ACCEPTED
				signedIn                   => B@4
				# Here nobody is.
				A exportToken              => loginToken qr4 until 12:00:30
			`,
		},
		{
			name: "a password in another data centre", accounts: people(fake.Account{Password: "hunter2", DC: 4}),
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				A exportToken              => migrateTo 4 qr2
				B@4 importToken qr2        => 401 SESSION_PASSWORD_NEEDED
				B@4 importToken qr2        => 400 AUTH_TOKEN_ALREADY_ACCEPTED
				B@4 getPassword            => password srp=1
				B@4 checkPassword 1 hunter2 => authorization +9996620001
			`,
		},
		{
			name: "imported too late", accounts: elsewhere,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				wait 20s
				A exportToken              => migrateTo 4 qr2
				wait 30s
				B@4 importToken qr2        => 400 AUTH_TOKEN_EXPIRED
				A exportToken              => migrateTo 4 qr3
				B@4 importToken qr3        => loginTokenSuccess +9996620001 Ada
			`,
		},
		{
			name: "imported in the wrong place", accounts: elsewhere,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				A exportToken              => migrateTo 4 qr2
				B importToken qr2          => migrateTo 4 qr3
				B importToken qr2          => migrateTo 4 qr4
				scan +9996620001 qr3       => 400 AUTH_TOKEN_INVALID
				C@4 importToken qr4        => loginTokenSuccess +9996620001 Ada
				signedIn                   => C@4
			`,
		},
		{
			name: "a long way", accounts: people(fake.Account{DC: 4, QRVia: []int{3, 5}}),
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				A exportToken              => migrateTo 3 qr2
				B@3 importToken qr2        => migrateTo 5 qr3
				C@5 importToken qr3        => migrateTo 4 qr4
				# Each step may be taken again.
				C@5 importToken qr3        => migrateTo 4 qr5
				D@4 importToken qr4        => loginTokenSuccess +9996620001
				signedIn                   => D@4
			`,
		},
		{
			name: "there and back", accounts: people(fake.Account{QRVia: []int{4}}),
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				A exportToken              => migrateTo 4 qr2
				B@4 importToken qr2        => migrateTo 2 qr3
				A importToken qr3          => loginTokenSuccess +9996620001
			`,
		},
		{
			name: "moved meanwhile", accounts: elsewhere,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				A exportToken              => migrateTo 4 qr2
				move +9996620001 2         =>
				B@4 importToken qr2        => migrateTo 2 qr3
				A importToken qr3          => loginTokenSuccess +9996620001 Ada
			`,
		},
		{
			name: "banned meanwhile", accounts: elsewhere,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				A exportToken              => migrateTo 4 qr2
				ban +9996620001            =>
				A exportToken              => 400 PHONE_NUMBER_BANNED
				B@4 importToken qr2        => 400 AUTH_TOKEN_ALREADY_ACCEPTED
				# It is over: somebody else may come.
				A exportToken              => loginToken qr3 until 12:00:30
			`,
		},
		{
			name: "banned on the way", accounts: elsewhere,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				A exportToken              => migrateTo 4 qr2
				ban +9996620001            =>
				B@4 importToken qr2        => 400 PHONE_NUMBER_BANNED
				A exportToken              => loginToken qr3 until 12:00:30
			`,
		},
		{
			name: "deleted meanwhile", accounts: elsewhere,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				A exportToken              => migrateTo 4 qr2
				B@4 sendCode +9996620001   => sentCode hash1 app length=5
				B@4 signIn +9996620001 hash1 22222 => authorization +9996620001 Ada
				B@4 deleteAccount          => true
				A exportToken              => loginToken qr3 until 12:00:30
				C@4 importToken qr2        => 400 AUTH_TOKEN_INVALID
				scan +9996620001 qr3       => no account
			`,
		},
		{
			name: "the person thought better of it", accounts: ada,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       =>
				A sendCode +9996620002     => sentCode hash1 app length=5
				A signIn +9996620002 hash1 22222 => authorization +9996620002 Bob
				A logOut                   => loggedOut
				A exportToken              => loginToken qr2 until 12:00:30
			`,
		},
		{
			name: "the key is gone", accounts: ada,
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				forget A                   => true
				scan +9996620001 qr1       => 400 AUTH_TOKEN_INVALID
			`,
		},
		{
			name: "nobody scans", accounts: people(fake.Account{Unregistered: true}),
			script: `
				A exportToken              => loginToken qr1 until 12:00:30
				scan +9996620001 qr1       => no account
				scan +9996620009 qr1       => no account
				scan hello qr1             => no account
			`,
		},
		{
			name: "the server starts anew", accounts: people(fake.Account{ID: 5, DC: 4, QRVia: []int{3}}, fake.Account{Phone: "+9996620002", ID: 6}),
			script: `
				A exportToken 6            => loginToken qr1 until 12:00:30
				restore                    =>
				scan +9996620002 qr1       => 400 AUTH_TOKEN_EXCEPTION
				scan +9996620001 qr1       =>
				restore                    =>
				hear A                     => updateLoginToken
				hear A                     =>
				restore                    =>
				hear A                     =>
				A exportToken              => migrateTo 3 qr2
				restore                    =>
				B@3 importToken qr2        => migrateTo 4 qr3
				restore                    =>
				C@4 importToken qr3        => loginTokenSuccess +9996620001
				restore                    =>
				C@4 getSelf                => user +9996620001
				D@4 importToken qr3        => 400 AUTH_TOKEN_ALREADY_ACCEPTED
				A exportToken              => loginToken qr4 until 12:00:30
				wait 30s
				restore                    =>
				scan +9996620002 qr4       => 400 AUTH_TOKEN_EXPIRED
			`,
		},
	}.play(t)
}

// What is no address of a login token is refused.
func TestScanOfSomethingElse(t *testing.T) {
	server, err := fake.New(people(fake.Account{})...)
	require.NoError(t, err)
	answer, err := server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"}, fake.ExportLoginToken{})
	require.NoError(t, err)
	shown := answer.(fake.LoginToken)
	require.NotEqual(t, "qr1", shown.Token, "predictable only if asked")
	good := loginAddress(shown.Token)
	for name, address := range map[string]string{
		"nothing":        "",
		"no address":     ":",
		"another scheme": strings.Replace(good, "tg:", "https:", 1),
		"another place":  strings.Replace(good, "login", "resolve", 1),
		"no base64url":   "tg://login?token=+",
		"no token":       "tg://login",
		"unknown token":  loginAddress("qr2"),
	} {
		require.Equal(t, "400 AUTH_TOKEN_INVALID", outcome(nil, server.Scan("+9996620001", address)), name)
	}
	require.NoError(t, server.Scan("+9996620001", good+"=="), "with padding, too")
}

// The log shows login tokens by their aliases: whoever has one can accept it.
func TestLoginTokenLog(t *testing.T) {
	server, err := fake.New(people(fake.Account{ID: 5, DC: 4})...)
	require.NoError(t, err)
	play(t, server, `
		A exportToken 6 8          => loginToken qr1 until 12:00:30
		scan +9996620001 qr1       =>
		A exportToken              => migrateTo 4 qr2
		B@4 importToken qr2        => loginTokenSuccess +9996620001
		B@4 importToken guess      => 400 AUTH_TOKEN_INVALID
		C exportToken              => loginToken qr3 until 12:00:30
		B@4 acceptToken qr3        => session of app 7
	`)
	var lines []string
	for _, r := range server.Requests() {
		lines = append(lines, r.Key+" "+r.String()+" => "+r.Answer)
	}
	require.Equal(t, []string{
		"key1 auth.exportLoginToken api_id=7 api_hash=app except_ids=6 except_ids=8 => auth.loginToken",
		"key1 auth.exportLoginToken api_id=7 api_hash=app => auth.loginTokenMigrateTo",
		"key2 auth.importLoginToken token=qr2 => auth.loginTokenSuccess",
		"key2 auth.importLoginToken token=unknown => 400 AUTH_TOKEN_INVALID",
		"key3 auth.exportLoginToken api_id=7 api_hash=app => auth.loginToken",
		"key2 auth.acceptLoginToken token=qr3 => authorization",
	}, lines)
}

// A session that was accepted has a number of its own, which is never 0.
func TestSessionHash(t *testing.T) {
	server, err := fake.New(people(fake.Account{Trusted: true})...)
	require.NoError(t, err)
	from := func(key string) fake.Caller { return fake.Caller{DC: 2, Key: key} }
	_, err = server.Call(t.Context(), from("A"), fake.SendCode{PhoneNumber: "+9996620001"})
	require.NoError(t, err)
	hashes := map[int64]bool{}
	for _, key := range []string{"B", "C"} {
		shown, err := server.Call(t.Context(), from(key), fake.ExportLoginToken{})
		require.NoError(t, err)
		session, err := server.Call(t.Context(), from("A"), fake.AcceptLoginToken{Token: shown.(fake.LoginToken).Token})
		require.NoError(t, err)
		require.NotZero(t, session.(fake.SessionInfo).Hash)
		hashes[session.(fake.SessionInfo).Hash] = true
	}
	require.Len(t, hashes, 2)
}
