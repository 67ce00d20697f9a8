package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/firebase/firebasetest"
	"github.com/stepin-go/stepin/transport/genauth"
	"github.com/stepin-go/stepin/transport/genauth/genauthtest"
	"github.com/stepin-go/stepin/transport/kii/kiitest"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
)

const (
	askedAll     = "Name, e-mail address or phone number:"
	askedNames   = "Name or e-mail address:"
	askedNumbers = "E-mail address or phone number:"
)

// Each system's built-in server is signed in to with one command and lines to read.
func TestSystems(t *testing.T) {
	isOver := regexp.MustCompile(`(?m)^The token is for user \S+ and ends at 20\d\d-[\d-]{5} [\d:]{8}\.$`)
	for _, tt := range []struct {
		name, args, lines string
		steps             []string
		says              []string
	}{
		{"kii", "kii", "ada\nsecret\n", []string{"WaitPassword", "Ready"}, []string{askedAll, "Signed in as"}},
		{"genauth", "genauth", "ada\nsecret\n", []string{"WaitPassword", "Ready"}, []string{askedAll, "Signed in as Ada Lovelace"}},
		{"quickblox", "quickblox", "ada\nsecret\n", []string{"WaitPassword", "Ready"}, []string{askedNames, "Signed in as Ada Lovelace"}},
		{"firebase", "firebase", "+15555550100\n123456\n", []string{"WaitCode", "Ready"}, []string{askedNumbers, "Signed in as Ada Lovelace"}},
		{
			"quickblox with firebase", "quickblox -firebase", "+15555550100\n123456\n",
			[]string{"WaitCode", "Ready"}, []string{askedAll, "A Firebase-like server", "A QuickBlox-like server", "Signed in as Ada Lovelace"},
		},
		{
			"kii, wrong password", "kii", "ada\nwrong\nsecret\n",
			[]string{"WaitPassword", "WaitPassword credentials_invalid", "Ready"}, []string{"The name or the password was not accepted"},
		},
		{
			"genauth, wrong password", "genauth", "ada@example.com\nwrong\nsecret\n",
			[]string{"WaitPassword", "WaitPassword credentials_invalid", "Ready"}, []string{"The name or the password was not accepted"},
		},
		{
			"quickblox, wrong password", "quickblox", "ada@example.com\nwrong\nsecret\n",
			[]string{"WaitPassword", "WaitPassword credentials_invalid", "Ready"}, []string{"The name or the password was not accepted"},
		},
		{
			"quickblox with firebase, by name", "quickblox -firebase", "ada\nsecret\n",
			[]string{"WaitPassword", "Ready"}, []string{"Signed in as Ada Lovelace"},
		},
		{
			"firebase, wrong code", "firebase", "+15555550100\n111111\n123456\n",
			[]string{"WaitCode", "WaitCode PHONE_CODE_INVALID", "Ready"}, []string{"The code is wrong"},
		},
		{
			"quickblox with firebase, wrong code", "quickblox -firebase", "+15555550100\n111111\n123456\n",
			[]string{"WaitCode", "WaitCode PHONE_CODE_INVALID", "Ready"}, []string{"The code is wrong"},
		},
		{
			"firebase, everything wrong, and a second factor", "firebase", "grace\ngrace@example.com\nwrong\nsecret\n111111\n654321\n",
			[]string{"WaitPassword", "WaitPassword PASSWORD_HASH_INVALID", "WaitCode", "WaitCode PHONE_CODE_INVALID", "Ready"},
			[]string{"The password is wrong", "The account wants a second step", "Signed in as Grace Hopper"},
		},
		{
			"genauth, rsa", "genauth -encrypt rsa", "+15555550100\nwrong\nsecret\n",
			[]string{"WaitPassword", "WaitPassword credentials_invalid", "Ready"}, []string{"Signed in as Ada Lovelace"},
		},
		{
			"genauth, sm2", "genauth -encrypt sm2", "ada\nwrong\nsecret\n",
			[]string{"WaitPassword", "WaitPassword credentials_invalid", "Ready"}, []string{"Signed in as Ada Lovelace"},
		},
		{
			"genauth, codes, a name", "genauth -codes", "ada\nsecret\n",
			[]string{"WaitPassword", "Ready"}, []string{"Signed in as Ada Lovelace"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			args := append([]string{"-json", "-system"}, strings.Fields(tt.args)...)
			status, stdout, stderr := tell(t, tt.lines, args...)
			require.Equal(t, tt.steps, steps(t, stdout), stderr)
			require.Equal(t, 0, status, stderr)
			for _, says := range tt.says {
				require.Contains(t, stderr, says)
			}
			require.Regexp(t, isOver, stderr)
		})
	}
}

// screen is what a person sees, from several goroutines at once.
type screen struct {
	mu   sync.Mutex
	seen bytes.Buffer
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen.Write(b)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen.String()
}

// person says one line after the other. Instead of the line "code" they say the
// newest code that the screen shows.
type person struct {
	lines  []string
	screen *screen
	rest   []byte
}

var shownCode = regexp.MustCompile(`\] Your sign-in code is (\d+)\.`)

func (p *person) Read(b []byte) (int, error) {
	if len(p.rest) == 0 {
		if len(p.lines) == 0 {
			return 0, io.EOF
		}
		line := p.lines[0]
		p.lines = p.lines[1:]
		if line == "code" {
			if all := shownCode.FindAllStringSubmatch(p.screen.String(), -1); len(all) > 0 {
				line = all[len(all)-1][1]
				leak.Secret(leak.Code, line)
			}
		}
		p.rest = []byte(line + "\n")
	}
	n := copy(b, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

// A code that is another one each time is shown, and can be typed.
func TestShownCodes(t *testing.T) {
	for _, tt := range []struct {
		name, args string
		lines      []string
		steps      []string
		says       []string
	}{
		{
			"second factor", "genauth", []string{"grace", "wrong", "secret", "code"},
			[]string{"WaitPassword", "WaitPassword credentials_invalid", "WaitCode", "Ready"},
			[]string{"[sms to +1", "The account wants a second step", "Signed in as Grace Hopper"},
		},
		{
			"code by mail", "genauth -codes", []string{"ada@example.com", "code"},
			[]string{"WaitCode", "Ready"}, []string{"[mail to ada@example.com]", "Signed in as Ada Lovelace"},
		},
		{
			"code by SMS, and then a second", "genauth -codes", []string{"+15555550101", "code", "code"},
			[]string{"WaitCode", "WaitCode", "Ready"}, []string{"The account wants a second step", "Signed in as Grace Hopper"},
		},
		{
			"a new number", "firebase", []string{"+15555550199", "code"},
			[]string{"WaitCode", "Ready"}, []string{"Signed in as"},
		},
		{
			"a new number, at quickblox", "quickblox -firebase", []string{"+15555550199", "/resend", "code"},
			[]string{"WaitCode", "WaitCode", "Ready"}, []string{"Signed in as"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var stdout bytes.Buffer
			var seen screen
			args := append([]string{"-json", "-system"}, strings.Fields(tt.args)...)
			status := run(context.Background(), args, &person{lines: tt.lines, screen: &seen}, &stdout, &seen)
			leak.Saw(t, stdout.String(), demonstrated.ReplaceAllString(seen.String(), ""))
			require.Equal(t, tt.steps, steps(t, stdout.String()), seen.String())
			require.Equal(t, 0, status)
			for _, says := range tt.says {
				require.Contains(t, seen.String(), says)
			}
		})
	}
}

// A built-in server is a new one in each run. What it does not know any more is
// asked for again, and said in words.
func TestSystemsForget(t *testing.T) {
	type run struct {
		lines  string
		status int
		says   string
	}
	again := []run{
		{"", 1, "Not signed in.\nNobody is signed in here any more. Sign in again."},
		{"", 1, "The last sign-in has ended. Beginning anew."},
	}
	byName := append([]run{
		{"ada\n", 1, "Stopped before the password was entered. Run the same command again to carry on."},
		{"wrong\n", 1, "Carrying on where we were.\nThe account has a password."},
		{"secret\n", 0, "Signed in as"},
	}, again...)
	byNumber := append([]run{
		{"+15555550100\n", 1, "Stopped before the code was entered. Run the same command again to carry on."},
		{"123456\n", 1, "The code no longer works"},
		{"+15555550100\n123456\n", 0, "Signed in as Ada Lovelace"},
	}, again...)
	for _, tt := range []struct {
		args string
		runs []run
	}{
		{"kii", byName}, {"genauth", byName}, {"quickblox", byName},
		{"firebase", byNumber}, {"quickblox -firebase", byNumber},
	} {
		t.Run(tt.args, func(t *testing.T) {
			t.Parallel()
			args := append([]string{"-session", filepath.Join(t.TempDir(), "login.json"), "-system"}, strings.Fields(tt.args)...)
			for _, run := range tt.runs {
				status, _, stderr := tell(t, run.lines, args...)
				require.Contains(t, stderr, "It forgets who has signed in when the program ends.")
				require.Contains(t, stderr, run.says)
				require.Equal(t, run.status, status, stderr)
			}
		})
	}
}

// A service outlives the runs. The flags that name an application there are those
// of its operator; what is secret comes from the environment.
func TestServices(t *testing.T) {
	for _, tt := range []struct {
		name  string
		serve func(t *testing.T) (args []string, forget func())
	}{
		{"kii", func(t *testing.T) ([]string, func()) {
			srv, err := kiitest.Start(kiitest.Config{AppID: "own", AppKey: "own-key", Accounts: []kiitest.Account{{LoginName: "ada", Password: "secret"}}})
			require.NoError(t, err)
			t.Cleanup(srv.Close)
			return []string{"-url", srv.URL + "/api", "-app-id", "own", "-app-key", "own-key"}, func() { srv.Revoke("ada") }
		}},
		{"genauth", func(t *testing.T) ([]string, func()) {
			srv, err := genauthtest.Start(genauthtest.Config{
				ClientAuth: genauth.Post, Accounts: []genauthtest.Account{{Username: "ada", Password: "secret"}},
			})
			require.NoError(t, err)
			t.Cleanup(srv.Close)
			t.Setenv(envGenAuthSecret, srv.Transport().Secret.Reveal())
			return []string{"-url", srv.URL, "-app-id", srv.Transport().AppID, "-encrypt", "rsa"}, srv.Revoke
		}},
		{"quickblox", func(t *testing.T) ([]string, func()) {
			srv, err := quickbloxtest.Start(quickbloxtest.Config{
				ApplicationID: "7", AuthKey: "own-key", AuthSecret: "own-signing-key",
				Accounts: []quickbloxtest.Account{{Login: "ada", Password: "secret"}},
			})
			require.NoError(t, err)
			t.Cleanup(srv.Close)
			t.Setenv(envQuickBloxSecret, "own-signing-key")
			return []string{"-url", srv.URL, "-app-id", "7", "-app-key", "own-key"}, srv.Forget
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "login.json")
			args, forget := tt.serve(t)
			args = append(args, "-system", tt.name, "-session", file)
			for _, lines := range []string{"ada\n", "wrong\n"} {
				status, _, stderr := tell(t, lines, args...)
				require.Equal(t, 1, status)
				require.Contains(t, stderr, "Stopped before the password was entered.")
				require.NotContains(t, stderr, "runs inside this program")
			}
			status, _, stderr := tell(t, "secret\n", args...)
			require.Equal(t, 0, status, stderr)
			status, stdout, stderr := tell(t, "", append(args, "-json")...)
			require.Equal(t, 0, status, stderr)
			require.Equal(t, []string{"Ready"}, steps(t, stdout), "signed in already")
			require.Contains(t, stderr, "The token is for user ")

			status, _, stderr = tell(t, "", append(args, "-app-id", "8")...)
			require.Equal(t, 1, status)
			require.Contains(t, stderr, file+" was made with another -system, -app-id or for another server.")

			forget()
			status, _, stderr = tell(t, "", args...)
			require.Equal(t, 1, status)
			require.Contains(t, stderr, "Nobody is signed in here any more. Sign in again.")
			status, _, stderr = tell(t, "ada\nsecret\n", args...)
			require.Equal(t, 0, status)
			require.Contains(t, stderr, "Beginning anew")
		})
	}
}

// The emulator has both of Firebase's addresses at one, and takes any key.
func TestEmulator(t *testing.T) {
	firebase, err := firebasetest.Start(firebasetest.Config{
		APIKey: "emulator", Project: "demo-here", Accounts: []firebasetest.Account{{Phone: "+15555550100", Code: "123456"}},
	})
	require.NoError(t, err)
	t.Cleanup(firebase.Close)
	mux := http.NewServeMux()
	for _, service := range []string{"/identitytoolkit.googleapis.com", "/securetoken.googleapis.com"} {
		mux.Handle(service+"/", http.StripPrefix(service, firebase.Handler()))
	}
	emulator := httptest.NewServer(mux)
	t.Cleanup(emulator.Close)
	host := strings.TrimPrefix(emulator.URL, "http://")
	t.Setenv(envProject, "demo-elsewhere")

	for _, args := range []string{"firebase", "quickblox -firebase -project demo-here"} {
		all := append([]string{"-emulator", host, "-system"}, strings.Fields(args)...)
		status, _, stderr := tell(t, "+15555550100\n123456\n", all...)
		require.Equal(t, 0, status, stderr)
		require.Contains(t, stderr, "The emulator writes the codes that it sends")
		require.NotContains(t, stderr, "A Firebase-like server")
	}

	args := []string{"-system", "quickblox", "-firebase", "-emulator", host}
	status, _, stderr := tell(t, "+15555550100\n123456\n", args...)
	require.Equal(t, 1, status, "a token for another project was taken")
	require.Contains(t, stderr, "oken was not accepted.")
	t.Setenv(envProject, "demo-here")
	status, _, stderr = tell(t, "+15555550100\n123456\n", args...)
	require.Equal(t, 0, status, stderr)
}
