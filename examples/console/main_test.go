package main

import (
	"bytes"
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// tell runs the console with lines to read, and returns its exit status, what
// it wrote, and the steps of -json.
func tell(t *testing.T, lines string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(context.Background(), args, strings.NewReader(lines), &out, &errs)
	leak.Saw(t, out.String(), demonstrated.ReplaceAllString(errs.String(), ""))
	return status, out.String(), errs.String()
}

// demonstrated is what is shown on purpose: announcements and inboxes of the built-in
// servers, and what is to be scanned.
var demonstrated = regexp.MustCompile(`(?m)^(  (\+|ada|grace|\[|/bot)|tg://login\?token=).*\n`)

// steps reads the output of -json: phases, with the reason where there is one.
func steps(t *testing.T, stdout string) []string {
	t.Helper()
	var all []string
	for line := range strings.Lines(stdout) {
		var step struct{ Phase, Pending, Reason string }
		require.NoError(t, json.Unmarshal([]byte(line), &step), "stdout carries JSON and nothing else: %q", line)
		if step.Pending == "" {
			all = append(all, strings.TrimSpace(step.Phase+" "+step.Reason))
		}
	}
	return all
}

func TestSignIn(t *testing.T) {
	for _, tt := range []struct {
		name, lines string
		steps       []string
		status      int
		says        string
	}{
		{
			"code", "+9996620001\n22222\n",
			[]string{"WaitCode", "Ready"}, 0, "Signed in as Ada Lovelace",
		},
		{
			"code and password", "+9996620002\n22222\nsecret\n",
			[]string{"WaitCode", "WaitPassword", "Ready"}, 0, "Signed in as Grace Hopper",
		},
		{
			"last line not ended", "+9996620002\n22222\nsecret",
			[]string{"WaitCode", "WaitPassword", "Ready"}, 0, "Signed in as Grace Hopper",
		},
		{
			"everything mistyped once", " +999 66-2 0002\n11111\n2-2-2-2-2\nwrong\nsecret\n",
			[]string{"WaitCode", "WaitCode PHONE_CODE_INVALID", "WaitPassword", "WaitPassword PASSWORD_HASH_INVALID", "Ready"},
			0, "The password is wrong",
		},
		{
			"refused without asking the server", "nonsense\n+9996620001\n123\n11111\n11111\n22222\n",
			[]string{
				"WaitPhoneNumber PHONE_NUMBER_INVALID", "WaitCode", "WaitCode code_length", "WaitCode PHONE_CODE_INVALID",
				"WaitCode code_repeated", "Ready",
			}, 0, "Signed in",
		},
		{
			"another number", "+9996620002\n/number\n+9996620001\n22222\n",
			[]string{"WaitCode", "WaitCode", "Ready"}, 0, "Signed in as Ada",
		},
		{
			"no resend announced", "+9996620001\n/resend\n22222\n",
			[]string{"WaitCode", "WaitCode no_resend", "Ready"}, 0, "Signed in as Ada",
		},
		{
			"cancelled", "+9996620001\n/cancel\n",
			[]string{"WaitCode", "LoggedOut"}, 1, "The sign-in was ended",
		},
		{
			"login e-mail", "+9996620003\n/reset-email\n/reset-email\n222222\n",
			[]string{"WaitEmailCode", "WaitEmailCode", "WaitEmailCode too_early", "Ready"}, 0, "Signed in as Edsger Dijkstra",
		},
		{
			"login e-mail wanted", "+9996620004\nhere@example.com\n/email there@example.com\n222222\n22222\n",
			[]string{"WaitEmailAddress", "WaitEmailCode", "WaitEmailCode", "WaitCode", "Ready"}, 0,
			"[mail to there@example.com] Your code is 222222.",
		},
		{
			"token in place of an address", "+9996620004\n/google google:here@example.com\n22222\n",
			[]string{"WaitEmailAddress", "WaitCode", "Ready"}, 0, "possible after 7 days only",
		},
		{
			"forgotten password", "+9996620005\n22222\n\n/recover\n111111\n222222\nanother\nanother\nhint\n",
			[]string{"WaitCode", "WaitPassword", "WaitRecoveryCode", "WaitRecoveryCode CODE_INVALID", "WaitRecoveryCode", "Ready"},
			0, "Signed in as Barbara Liskov",
		},
		{
			"password reset and kept", "+9996620005\n22222\n\n/reset-password\nyes\n\n/decline\nsecret\n",
			[]string{"WaitCode", "WaitPassword", "WaitPassword", "WaitPassword", "Ready"}, 0, "The account keeps its password.",
		},
		{
			"account deleted later", "+9996620005\n22222\n\n/delete\nDELETE MY ACCOUNT\n",
			[]string{"WaitCode", "WaitPassword", "WaitPassword 2FA_CONFIRM_WAIT"}, 1, "deleted only after a delay",
		},
		{
			"no account yet", "+9996620006\n22222\nyes\nAda Lovelace\n",
			[]string{"WaitCode", "WaitRegistration", "WaitRegistration", "Ready"}, 0, "Be kind.",
		},
		{"left", "+9996620001\n/quit\n", []string{"WaitCode"}, 1, "Stopped before the code was entered"},
		{"input ends", "+9996620001\n", []string{"WaitCode"}, 1, "Stopped before the code was entered"},
		{"nothing said", "", nil, 1, "Stopped before a number was entered"},
		{"nobody's number", "+9996629999\n", []string{"WaitPhoneNumber PHONE_NUMBER_INVALID"}, 1, "Stopped"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			status, stdout, stderr := tell(t, tt.lines, "-json")
			require.Equal(t, tt.steps, steps(t, stdout), stderr)
			require.Equal(t, tt.status, status)
			require.Contains(t, stderr, tt.says)

			status, stdout, _ = tell(t, tt.lines)
			require.Equal(t, tt.status, status)
			require.Empty(t, stdout, "without -json nothing is written to stdout")
		})
	}
}

// server starts an MTProto server and returns the flags that point at it.
func server(t *testing.T, pemType string, accounts ...mtprototest.Account) (*mtprototest.Server, []string) {
	t.Helper()
	srv := mtprototest.New(t, accounts...)
	path := filepath.Join(t.TempDir(), "server.pem")
	require.NoError(t, os.WriteFile(path, publicPEM(t, pemType, srv.PublicKey()), 0o600))
	return srv, []string{"-server", srv.DCs()[0].Addrs[0], "-dc", "2", "-public-key", path, "-api-id", "7", "-api-hash", "h"}
}

func publicPEM(t *testing.T, kind string, key *rsa.PublicKey) []byte {
	t.Helper()
	der := x509.MarshalPKCS1PublicKey(key)
	if kind == "PUBLIC KEY" {
		var err error
		der, err = x509.MarshalPKIXPublicKey(key)
		require.NoError(t, err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}

// The number in one run, the code in a second, the password in a third; then
// who that is; then after the server has ended it, anew.
func TestSessionFile(t *testing.T) {
	for _, kind := range []string{"RSA PUBLIC KEY", "PUBLIC KEY"} {
		t.Run(kind, func(t *testing.T) {
			srv, flags := server(t, kind, mtprototest.Account{
				Phone: "+9996620002", Password: "secret", Hint: "pet", FirstName: "Grace",
			})
			file := filepath.Join(t.TempDir(), "login.json")
			flags = append(flags, "-session", file)

			status, _, stderr := tell(t, "+9996620002\n", flags...)
			require.Equal(t, 1, status)
			require.Contains(t, stderr, "Stopped before the code was entered. Run the same command again to carry on.")
			info, err := os.Stat(file)
			require.NoError(t, err)
			require.Equal(t, os.FileMode(0o600), info.Mode().Perm())

			status, _, stderr = tell(t, "22222\n", flags...)
			require.Equal(t, 1, status)
			require.Contains(t, stderr, "Carrying on where we were.\nA code is waiting")
			require.Contains(t, stderr, "hint: pet")

			status, _, stderr = tell(t, "secret\n", flags...)
			require.Equal(t, 0, status)
			require.Contains(t, stderr, "Signed in as Grace")

			status, stdout, stderr := tell(t, "", append(flags, "-json")...)
			require.Equal(t, 0, status, "signed in already")
			require.Contains(t, stderr, "Signed in as Grace")
			require.Equal(t, []string{"Ready"}, steps(t, stdout))

			require.True(t, srv.RevokeSession(srv.Key("key1")))
			status, _, stderr = tell(t, "", flags...)
			require.Equal(t, 1, status)
			require.Contains(t, stderr, "Not signed in.\nThis session was ended from another device.")

			status, _, stderr = tell(t, "+9996620002\n22222\nsecret\n", flags...)
			require.Equal(t, 0, status)
			require.Contains(t, stderr, "Beginning anew")
		})
	}
}

// With a session file the built-in server is found where it was, too.
func TestSessionFileBuiltIn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "login.json")
	for _, run := range []struct {
		lines  string
		status int
		says   string
	}{
		{"+9996620002\n", 1, "Stopped before the code was entered"},
		{"11111\n22222\n", 1, "Stopped before the password was entered"},
		{"secret\n", 0, "Signed in as Grace Hopper"},
		{"", 0, "Signed in as Grace Hopper"},
	} {
		status, _, stderr := tell(t, run.lines, "-session", file)
		require.Equal(t, run.status, status, stderr)
		require.Contains(t, stderr, run.says)
	}
	require.NoError(t, os.WriteFile(file+".server", []byte("damaged"), 0o600))
	status, _, stderr := tell(t, "", "-session", file)
	require.Equal(t, 1, status)
	require.Contains(t, stderr, "login.json.server")
}

func TestServerTextIsMadeHarmless(t *testing.T) {
	_, flags := server(t, "PUBLIC KEY", mtprototest.Account{
		Phone: "+9996620002", Password: "secret", Hint: "\x1b[2Jpet\u202e" + strings.Repeat("x", 1000), FirstName: "Gr\x07ace\x1b]0;",
	})
	status, stdout, stderr := tell(t, "+9996620002\n22222\nsecret\n", append(flags, "-json")...)
	require.Equal(t, 0, status)
	for _, bad := range []string{"\x1b", "\x07", "\u202e"} {
		require.NotContains(t, stderr, bad)
	}
	require.NotContains(t, stdout, "\x1b")
	require.NotContains(t, stderr, strings.Repeat("x", 200))
}

func TestCommandLine(t *testing.T) {
	pemFile := filepath.Join(t.TempDir(), "bad.pem")
	require.NoError(t, os.WriteFile(pemFile, []byte("no key"), 0o600))
	for _, tt := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"-h"}, 0, "-session"},
		{[]string{"-nonsense"}, 2, "not defined"},
		{[]string{"extra"}, 2, `unexpected argument "extra"`},
		{[]string{"-server", "127.0.0.1:1"}, 2, "-server needs -public-key"},
		{[]string{"-server", "127.0.0.1:1", "-public-key", "/nowhere.pem"}, 1, "nowhere.pem"},
		{[]string{"-server", "127.0.0.1:1", "-public-key", pemFile}, 1, "no public key"},
	} {
		status, stdout, stderr := tell(t, "", tt.args...)
		require.Equal(t, tt.status, status, tt.args)
		require.Contains(t, stderr, tt.says, tt.args)
		require.Empty(t, stdout)
	}
}

// Who has given wrong flags reads which.
func TestWrongFlags(t *testing.T) {
	srv, flags := server(t, "PUBLIC KEY", mtprototest.Account{Phone: "+9996620001"})
	file := filepath.Join(t.TempDir(), "login.json")
	flags = append(flags, "-session", file)
	srv.Refuse("auth.sendCode", 400, "API_ID_INVALID")
	status, _, stderr := tell(t, "+9996620001\n", flags...)
	require.Equal(t, 1, status)
	require.Contains(t, stderr, "Its operator finds both at https://my.telegram.org.")
	require.Contains(t, stderr, "Compare -api-id and -api-hash, or STEPIN_API_ID and STEPIN_API_HASH,")

	status, _, stderr = tell(t, "+9996620001\n", append(flags, "-api-id", "8")...)
	require.Equal(t, 1, status)
	require.Contains(t, stderr, file+" was made with another -api-id or for another server.")
}

func TestServerDown(t *testing.T) {
	srv, flags := server(t, "PUBLIC KEY", mtprototest.Account{Phone: "+9996620001"})
	srv.Close()
	status, stdout, stderr := tell(t, "+9996620001\n", append(flags, "-json")...)
	require.Equal(t, 1, status)
	require.Equal(t, []string{"WaitPhoneNumber not_sent"}, steps(t, stdout), stderr)
	require.Contains(t, stderr, "Check the connection and try again.\n(", "and what stands in the way")
	require.Contains(t, stderr, srv.DCs()[0].Addrs[0])
}
