package fake_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

func TestBots(t *testing.T) {
	bot := fake.Account{BotToken: "t0ken:bot", FirstName: "Marvin"}
	stories{
		{
			name: "signed in", accounts: []fake.Account{bot},
			script: `
				A bot t0ken:bot            => authorization bot Marvin
				A getSelf                  => user bot Marvin
				restore                    =>
				A getSelf                  => user bot Marvin
				A bot t0ken:bot            => authorization bot Marvin
				A logOut                   => loggedOut
				A getSelf                  => 401 AUTH_KEY_UNREGISTERED
				B bot t0ken:bot            => authorization bot Marvin
			`,
		},
		{
			name: "no person", accounts: []fake.Account{bot},
			script: `
				A bot t0ken:bot            => authorization bot Marvin
				A deleteAccount            => 400 BOT_METHOD_INVALID
				B exportToken              => loginToken qr1 until 12:00:30
				A acceptToken qr1          => 400 BOT_METHOD_INVALID
				A getPassword              => no password
				A getSelf                  => user bot Marvin
			`,
		},
		{
			name: "refused", accounts: []fake.Account{bot, {BotToken: "t0ken:old", BotTokenExpired: true}, {Phone: "+9996620001"}},
			script: `
				A bot t0ken:guess          => 400 ACCESS_TOKEN_INVALID
				A bot _                    => 400 ACCESS_TOKEN_INVALID
				A bot t0ken:old            => 400 ACCESS_TOKEN_EXPIRED
				signedIn                   =>
			`,
		},
		{
			name: "elsewhere", accounts: []fake.Account{{BotToken: "t0ken:bot", DC: 4}, {BotToken: "t0ken:old", BotTokenExpired: true, DC: 4}},
			script: `
				A bot t0ken:bot            => 303 USER_MIGRATE_4
				A bot t0ken:old            => 303 USER_MIGRATE_4
				B@4 bot t0ken:bot          => authorization bot
				B@4 bot t0ken:old          => 400 ACCESS_TOKEN_EXPIRED
				signedIn                   => B@4
			`,
		},
	}.play(t)
}

func TestWebTokens(t *testing.T) {
	stories{
		{
			name: "good once", accounts: people(fake.Account{WebToken: "t0ken:web"}),
			script: `
				A web t0ken:guess          => 400 WEBAUTH_TOKEN_EXPIRED
				A web _                    => 400 WEBAUTH_TOKEN_EXPIRED
				A bot t0ken:web            => 400 ACCESS_TOKEN_INVALID
				restore                    =>
				A web t0ken:web            => authorization +9996620001
				restore                    =>
				B web t0ken:web            => 400 WEBAUTH_TOKEN_EXPIRED
				signedIn                   => A@2
			`,
		},
		{
			name: "a password", accounts: people(fake.Account{WebToken: "t0ken:web", Password: "hunter2"}),
			script: `
				A web t0ken:web            => 401 SESSION_PASSWORD_NEEDED
				A getPassword              => password srp=1
				A checkPassword 1 hunter2  => authorization +9996620001
			`,
		},
		{
			name: "elsewhere", accounts: people(fake.Account{WebToken: "t0ken:web", DC: 4}),
			script: `
				A web t0ken:web            => 303 USER_MIGRATE_4
				B@4 web t0ken:web          => authorization +9996620001
			`,
		},
		{
			name: "banned", accounts: people(fake.Account{WebToken: "t0ken:web", Banned: true}),
			script: `
				A web t0ken:web            => 400 PHONE_NUMBER_BANNED
			`,
		},
		{
			name: "deleted", accounts: people(fake.Account{WebToken: "t0ken:web"}),
			script: `
				A sendCode +9996620001     => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222 => authorization +9996620001
				A deleteAccount            => true
				A web t0ken:web            => 400 WEBAUTH_TOKEN_EXPIRED
			`,
		},
	}.play(t)
}

// A token is examined where its account lives, and only there.
func TestTokensLog(t *testing.T) {
	server, err := fake.New(fake.Account{BotToken: "t0ken:bot", DC: 4}, fake.Account{Phone: "+9996620001", WebToken: "t0ken:web"})
	require.NoError(t, err)
	play(t, server, `
		A bot t0ken:bot            => 303 USER_MIGRATE_4
		B@4 bot t0ken:bot          => authorization bot
		A web t0ken:web            => authorization +9996620001
		A web t0ken:web            => 400 WEBAUTH_TOKEN_EXPIRED
	`)
	var lines []string
	for _, r := range server.Requests()[1:3] {
		lines = append(lines, r.String()+" => "+r.Answer)
	}
	require.Equal(t, []string{
		`auth.importBotAuthorization api_id=0 api_hash="" bot_auth_token=t0ken:bot => auth.authorization`,
		`auth.importWebTokenAuthorization api_id=0 api_hash="" web_auth_token=t0ken:web => auth.authorization`,
	}, lines)
	require.Equal(t, map[fake.Examination]int{
		{Method: "auth.importBotAuthorization", Key: "key2", Value: "t0ken:bot"}:      1,
		{Method: "auth.importWebTokenAuthorization", Key: "key1", Value: "t0ken:web"}: 2,
	}, server.Examined())
}
