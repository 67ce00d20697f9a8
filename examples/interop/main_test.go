package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/examples/internal/ready"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// The recipes of other languages are not run here: a test needs only Go. What
// stands in for them is this test binary itself, with a role.
const role = "STEPIN_INTEROP_ROLE"

func TestMain(m *testing.M) {
	if as := os.Getenv(role); as != "" {
		os.Exit(play(as))
	}
	goleak.VerifyTestMain(m)
}

// play acts as a recipe.
func play(as string) int {
	var err error
	switch as {
	case "liar":
		fmt.Fprintln(os.Stdout, "some noise\n"+os.Getenv("STEPIN_INTEROP_REPORT"))
	case "zero": // as a client whose key the server does not know
		err = makeKey(os.Args[1])
		fmt.Fprintln(os.Stderr, "the key is not known", err)
		return 1
	case "failure":
		return 1
	case "sleeper": // holds a connection for as long as it lives
		conn, err := net.Dial("tcp", os.Args[1])
		if err != nil {
			return 1
		}
		_, _ = conn.Read(make([]byte, 1))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// makeKey makes a key with the server of a line, and asks for nothing.
func makeKey(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var server ready.Line
	if err := json.Unmarshal(text, &server); err != nil {
		return err
	}
	keys, err := mtproto.ParsePublicKeys([]byte(server.PublicKey))
	if err != nil {
		return err
	}
	t := &mtproto.Transport{
		AppID: 1, AppHash: codes.NewSecret("any"), DC: server.DC, PublicKeys: keys,
		DCs: []mtproto.DataCentre{{ID: server.DC, Addrs: []string{server.Addr}}},
	}
	_, _, err = t.Perform(context.Background(), flow.Call{Name: flow.CallConnect}, flow.Session{})
	return err
}

func TestArguments(t *testing.T) {
	for arg, says := range map[string]string{
		"Telethon": `unexpected argument "Telethon"`,
		"-colour":  "flag provided but not defined: -colour",
	} {
		var stdout, stderr strings.Builder
		require.Equal(t, 2, run(t.Context(), []string{arg}, &stdout, &stderr))
		require.Contains(t, stderr.String(), says)
		require.Empty(t, stdout.String())
	}
}

// What the go command has to say is not lost.
func TestGoTool(t *testing.T) {
	_, err := goTool(t.Context(), "list", "./missing")
	require.ErrorContains(t, err, "go list: exit status 1\n")
	require.ErrorContains(t, err, "missing")
}

// One recipe is in Go. It signs in, and notices servers that accept everything.
func TestGotd(t *testing.T) {
	clients, err := prepare(t.Context(), "", t.TempDir())
	require.NoError(t, err)
	gotd := clients[len(clients)-1]
	require.Equal(t, "gotd", gotd.name)
	gotd.trials = gotd.trials[len(gotd.trials)-2:] // a proxy, and gzip
	var stdout, stderr strings.Builder
	ok := tryAll(t.Context(), []client{gotd}, "gotd", t.TempDir(), &stdout, &stderr)
	require.True(t, ok, stderr.String())
	require.Contains(t, stdout.String(), "0 retries, 2 controls, 0 failures")
}

// A recipe that only says that all is well does not pass, nor does one that
// cannot be started.
func TestLiar(t *testing.T) {
	c, tr := standIn(t, "liar"), trial{transport: "full"}
	text, err := json.Marshal(expectedReport(c, tr, accounts()[0]))
	require.NoError(t, err)
	t.Setenv("STEPIN_INTEROP_REPORT", string(text))
	c.trials = []trial{tr}
	r := try(t.Context(), t.TempDir(), c, tr)
	require.ErrorContains(t, r.err, "the server was spoken to in []")
	for _, k := range allControls() {
		require.ErrorContains(t, k.run(t.Context(), t.TempDir(), c).err, "did not come to accept")
	}

	c.command = []string{t.TempDir() + "/missing"}
	var stdout, stderr strings.Builder
	require.False(t, tryAll(t.Context(), []client{c}, "", t.TempDir(), &stdout, &stderr))
	require.Contains(t, stdout.String(), "| FAILED | | | | |")
	require.Contains(t, stdout.String(), "0 retries, 2 controls, 3 failures")
	require.Contains(t, stderr.String(), "missing")

	require.False(t, tryAll(t.Context(), []client{c}, "another", t.TempDir(), &stdout, &stderr))
	require.Contains(t, stderr.String(), `there is no "another"`)
}

// A key that the server does not know is worth one more try, to those clients
// that are known for it.
func TestRetry(t *testing.T) {
	c := standIn(t, "zero")
	r := try(t.Context(), t.TempDir(), c, trial{transport: "full"})
	require.ErrorContains(t, r.err, "the key is not known <nil>")
	require.Zero(t, r.retries)

	c.dropsZeros = true
	r = try(t.Context(), t.TempDir(), c, trial{transport: "full"})
	require.ErrorContains(t, r.err, "the key is not known <nil>")
	require.Equal(t, 1, r.retries)

	// Each is counted, and a run may need but a few.
	c.trials = []trial{{transport: "full"}}
	var stdout, stderr strings.Builder
	require.False(t, tryAll(t.Context(), []client{c}, "", t.TempDir(), &stdout, &stderr))
	require.Contains(t, stdout.String(), "3 retries, 2 controls, 4 failures")
	require.Contains(t, stderr.String(), "retries: 3 were needed")

	t.Setenv(role, "failure") // it does not come as far as a key
	r = try(t.Context(), t.TempDir(), c, trial{transport: "full"})
	require.ErrorContains(t, r.err, "exit status 1")
	require.Zero(t, r.retries)
}

// standIn is a client that is this test binary.
func standIn(t *testing.T, as string) client {
	t.Helper()
	t.Setenv(role, as)
	return client{name: "stand-in", version: "1", layer: 229, command: []string{os.Args[0]}}
}
