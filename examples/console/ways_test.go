package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// What the built-in server announces beside codes works, too.
func TestOtherWays(t *testing.T) {
	for _, tt := range []struct {
		name, args, lines string
		steps             []string
		says              []string
	}{
		{
			"scanned", "", "/qr\n", []string{"WaitOtherDevice", "Ready"},
			[]string{"\ntg://login?token=", "[elsewhere] The code is scanned.", "Signed in as Ada Lovelace"},
		},
		{
			"scanned, and a password", "-scan +9996620002", "/qr\n\nwrong\nsecret\n",
			[]string{"WaitOtherDevice", "WaitPassword", "WaitPassword PASSWORD_HASH_INVALID", "Ready"}, []string{"Signed in as Grace Hopper"},
		},
		{
			"scanned, and elsewhere at home", "-scan 999-66-2-0007", "/qr\n", []string{"WaitOtherDevice", "Ready"},
			[]string{"Signed in as Margaret Hamilton"},
		},
		{
			"not waited for", "", "/qr\n/cancel\n", []string{"WaitOtherDevice", "LoggedOut"},
			[]string{"The sign-in was ended."},
		},
		{"at home elsewhere", "", "+9996620007\n22222\n", []string{"WaitCode", "Ready"}, []string{"Signed in as Margaret Hamilton"}},
		{
			"bot", "", "/bot\nno token\n/bot\n" + demoBotToken + "\n", []string{"WaitPhoneNumber ACCESS_TOKEN_INVALID", "Ready"},
			[]string{"Signed in as Robot (id 1009)."},
		},
		{
			"paid", "", "+9996620008\n\n22222\n", []string{"WaitPayment", "WaitCode", "Ready"},
			[]string{"The price is 199 in the smallest units of EUR", "[elsewhere] It is paid.", "Signed in as Adele Goldberg"},
		},
		{
			"paid by a form", "", "+9996620008\n/can\n7\n\n22222\n", []string{"WaitPayment", "WaitPayment", "WaitPayment", "WaitCode", "Ready"},
			[]string{"The server says that it can be bought.", "Form 7 is said to be paid.", "Signed in as Adele Goldberg"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			status, stdout, stderr := tell(t, tt.lines, append([]string{"-json"}, strings.Fields(tt.args)...)...)
			require.Equal(t, tt.steps, steps(t, stdout), stderr)
			for _, text := range tt.says {
				require.Contains(t, stderr, text)
			}
			signedIn := tt.steps[len(tt.steps)-1] == "Ready"
			require.Equal(t, signedIn, status == 0)
		})
	}
}

// A login that was kept is ended, wherever it is, and the server agrees.
func TestLogOut(t *testing.T) {
	srv, flags := server(t, "PUBLIC KEY", mtprototest.Account{Phone: "+9996620002", FirstName: "Grace"})
	file := filepath.Join(t.TempDir(), "login.json")
	flags = append(flags, "-session", file)
	end := append(flags[:len(flags):len(flags)], "-log-out")
	const over = "Nobody is signed in here any more.\n"
	for _, run := range []struct {
		name, lines string
		ends        bool
		status      int
		says        string
		calls       int // of auth.logOut, till then
	}{
		{"nothing to end", "", true, 0, "There is no login in " + file + ".\n", 0},
		{"signed in", "+9996620002\n22222\n", false, 0, "Signed in as Grace", 0},
		{"ended", "", true, 0, over, 1},
		{"ended already", "", true, 0, over, 1},
		{"begun anew", "+9996620002\n", false, 1, "Beginning anew", 1},
		{"given up", "", true, 0, over, 1},
		{"signed in again", "+9996620002\n22222\n", false, 0, "Signed in as Grace", 1},
	} {
		args := flags
		if run.ends {
			args = end
		}
		status, _, stderr := tell(t, run.lines, args...)
		require.Equal(t, run.status, status, "%s: %s", run.name, stderr)
		require.Contains(t, stderr, run.says, run.name)
		require.Equal(t, run.calls, srv.Calls()["auth.logOut"], run.name)
	}
	require.Len(t, srv.SignedIn(), 1)

	srv.Inject(fake.Fault{Method: "auth.logOut", LoseAfter: true, Disconnect: true}, fake.Fault{Method: "users.getUsers", Disconnect: true})
	status, _, stderr := tell(t, "", end...)
	require.Equal(t, 1, status, "what became of it is not known: %s", stderr)
	require.NotContains(t, stderr, over)
	require.Empty(t, srv.SignedIn())
	status, _, stderr = tell(t, "", end...)
	require.Equal(t, 0, status, stderr)
	require.Contains(t, stderr, over)

	status, _, stderr = tell(t, "", "-log-out")
	require.Equal(t, 2, status)
	require.Contains(t, stderr, "-log-out needs -session")
}

// The token in the environment is for Telegram, and the first answer: nobody is asked
// unless it is refused.
func TestBotToken(t *testing.T) {
	environment(t, "5", appHash)
	t.Setenv(envBotToken, demoBotToken)
	for args, wanted := range map[string]bool{"-telegram": true, "-test-dc": true, "": false, "-server 127.0.0.1:1 -public-key key.pem": false} {
		o, err := parse(strings.Fields(args), new(bytes.Buffer))
		require.NoError(t, err)
		require.Equal(t, wanted, o.botToken.Equal(codes.NewSecret(demoBotToken)), args)
	}

	for _, tt := range []struct {
		name, token, lines string
		err                error
		says               string
	}{
		{"good", demoBotToken, "", nil, "Signed in as Robot"},
		{"refused", "1009:another", "/bot\n" + demoBotToken + "\n", nil, errors.Local(errors.AccessTokenInvalid).Advice() + "\nPhone number:\nToken of the bot:\nSigned in as Robot"},
		{"refused, and no other", "1009:another", "/quit\n", console.ErrQuit, "Stopped"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			model, err := fake.New(demoAccounts...)
			require.NoError(t, err)
			var out bytes.Buffer
			p := &console.Prompt{In: strings.NewReader(tt.lines), Out: &out}
			d := &flow.Driver{Transport: &fake.Transport{Server: model}}
			state, err := signIn(context.Background(), d, p, new(reporter), asBot(codes.NewSecret(tt.token), p.Ask))
			p.Farewell(state, err)
			require.ErrorIs(t, err, tt.err)
			require.Contains(t, out.String(), tt.says)
			require.NotContains(t, out.String(), tt.token)
		})
	}

	// A login that is carried on is a person's, also when the number is asked for again.
	model, err := fake.New(demoAccounts...)
	require.NoError(t, err)
	d := &flow.Driver{Transport: &fake.Transport{Server: model}}
	_, err = d.Do(t.Context(), login, flow.PhoneNumber(demoAccounts[0].Phone))
	require.NoError(t, err)
	model.Refuse("auth.signIn", 400, "PHONE_CODE_EXPIRED")
	p := &console.Prompt{In: strings.NewReader("22222\n/quit\n"), Out: new(bytes.Buffer)}
	state, err := signIn(t.Context(), d, p, new(reporter), asBot(codes.NewSecret(demoBotToken), p.Ask))
	require.ErrorIs(t, err, console.ErrQuit)
	require.Equal(t, flow.WaitPhoneNumber, state.Phase)
}

// What the built-in servers announce fits in the rows of a terminal: nothing breaks
// within a word.
func TestAnnouncements(t *testing.T) {
	for name := range systems {
		_, _, stderr := tell(t, "", "-system", name, "-session", filepath.Join(t.TempDir(), "login.json"))
		require.Contains(t, stderr, "It knows:\n  ", name)
		announced, _, _ := strings.Cut(stderr, "\n\n") // the rest is broken into rows at a terminal
		for line := range strings.Lines(announced) {
			require.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), 80, "%s: %s", name, line)
		}
	}
}
