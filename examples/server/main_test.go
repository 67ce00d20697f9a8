package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"testing"

	"github.com/gotd/td/telegram/dcs"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/examples/internal/ready"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// start runs the server until the test ends and returns its ready line and a
// function that ends it and gives its exit status and stderr.
func start(t *testing.T, args ...string) (ready.Line, func() (int, string)) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	r, w := io.Pipe()
	var stderr bytes.Buffer
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, args, w, &stderr)
		_ = w.Close()
	}()
	end := sync.OnceValues(func() (int, string) {
		stop()
		s := <-status
		leak.Saw(t, meant.ReplaceAllString(stderr.String(), ""))
		return s, stderr.String()
	})
	t.Cleanup(func() { end() })
	var line ready.Line
	require.NoError(t, json.NewDecoder(r).Decode(&line))
	leak.Saw(t, line)
	return line, end
}

// meant are the lines that show a code or number on purpose: those by which the
// server delivers codes, and the example.
var meant = regexp.MustCompile(`(?m)^(code|Nobody) .*\n`)

// envTask makes this program do something else than test: it is then the server,
// or one that does not come to its end.
const envTask = "STEPIN_SERVER_TEST"

// TestMain searches what the server writes, and looks for what it leaves.
func TestMain(m *testing.M) {
	switch os.Getenv(envTask) {
	case "serve":
		main()
	case "hang":
		ctx := untilSignal()
		fmt.Println("begun")
		<-ctx.Done()
		fmt.Println("ending")
		_, _ = io.Copy(io.Discard, os.Stdin) // until it is killed
	}
	goleak.VerifyTestMain(leak.Suite{M: m})
}

// client is a transport that begins at the first data centre.
func client(t *testing.T, line ready.Line) *mtproto.Transport {
	t.Helper()
	keys, err := mtproto.ParsePublicKeys([]byte(line.PublicKey))
	require.NoError(t, err)
	tr := &mtproto.Transport{AppID: 1, AppHash: codes.NewSecret("any"), DC: line.DC, PublicKeys: keys}
	for _, dc := range line.DCs {
		tr.DCs = append(tr.DCs, mtproto.DataCentre{ID: dc.ID, Addrs: []string{dc.Addr}})
	}
	return tr
}

// signIn says all of the inputs; only the last one may be refused.
func signIn(t *testing.T, tr flow.Transport, inputs ...flow.Input) (flow.State, error) {
	t.Helper()
	d := leak.Driver(t, &flow.Driver{Transport: tr})
	for i, in := range inputs {
		s, err := d.Do(t.Context(), "me", in)
		if i == len(inputs)-1 {
			return s, err
		}
		require.NoError(t, err, in)
	}
	return flow.State{}, nil
}

func TestSignInToIt(t *testing.T) {
	folder := t.TempDir()
	keyFile, publicFile := filepath.Join(folder, "key.pem"), filepath.Join(folder, "public.pem")
	args := []string{
		"-dc", "4", "-key", keyFile, "-public-key", publicFile,
		"-account", "phone=+9996620001,code=54321,name=Ada Lovelace",
		"-account", "phone=+9996620002,code=22222,password=secret,hint=pet,name=Grace",
	}
	line, end := start(t, args...)
	require.Equal(t, 4, line.DC)

	public, err := os.ReadFile(publicFile)
	require.NoError(t, err)
	require.Equal(t, line.PublicKey, string(public))

	_, err = signIn(t, client(t, line), flow.PhoneNumber("+9996620002"), flow.Code("22222"), flow.Password("secret"))
	require.NoError(t, err)
	s, err := signIn(t, client(t, line), flow.PhoneNumber("+9996620001"), flow.Code("54321"))
	require.NoError(t, err)
	require.Equal(t, "Lovelace", s.Account.LastName)

	status, stderr := end()
	require.Equal(t, 0, status)
	require.Equal(t, "code 22222 to +999•••0002 by app\ncode 54321 to +999•••0001 by app\n", stderr)

	info, err := os.Stat(keyFile)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	again, _ := start(t, args...)
	require.Equal(t, line.Fingerprint, again.Fingerprint, "the key is kept")
}

// A code by e-mail is announced like any other, its address masked like a number.
func TestMailIsAnnounced(t *testing.T) {
	line, end := start(t, "-account", "phone=+9996620001,email=ada@example.com,email_code=654321")
	_, err := signIn(t, client(t, line), flow.PhoneNumber("+9996620001"), flow.EmailCode("654321"))
	require.NoError(t, err)
	_, stderr := end()
	require.Equal(t, "code 654321 to a•••@example.com by mail\n", stderr)
}

// Each data centre listens, and an account lives in one of them.
func TestDataCentres(t *testing.T) {
	line, _ := start(t, "-dc", "4,2,5", "-account", "phone=+9996620001", "-account", "phone=+9996620002,dc=5")
	require.Equal(t, []int{4, 2, 5}, []int{line.DCs[0].ID, line.DCs[1].ID, line.DCs[2].ID})
	require.Equal(t, ready.DataCentre{ID: line.DC, Addr: line.Addr}, line.DCs[0])
	for number, home := range map[string]string{"+9996620001": "dc4-", "+9996620002": "dc5-"} {
		s, err := signIn(t, client(t, line), flow.PhoneNumber(number), flow.Code("22222"))
		require.NoError(t, err)
		require.Contains(t, s.Key, home)
	}
}

// The ports of data centres follow each other.
func TestPorts(t *testing.T) {
	o, err := parse([]string{"-listen", "127.0.0.1:4430", "-dc", "2,1,4"}, io.Discard)
	require.NoError(t, err)
	for dc, want := range map[int]string{2: "127.0.0.1:4430", 1: "127.0.0.1:4431", 4: "127.0.0.1:4432"} {
		require.Equal(t, want, o.address(dc))
	}
	o, err = parse([]string{"-listen", "[::1]:0", "-dc", "2,4"}, io.Discard)
	require.NoError(t, err)
	require.Equal(t, "[::1]:0", o.address(4), "any free one")
}

// A client that begins at a data centre that there is not needs -any-dc.
func TestAnyDC(t *testing.T) {
	for _, taken := range []bool{false, true} {
		line, _ := start(t, fmt.Sprintf("-any-dc=%t", taken), "-account", "phone=+9996620001,trusted")
		line.DC, line.DCs[0].ID = 1, 1
		_, err := signIn(t, client(t, line), flow.PhoneNumber("+9996620001"))
		if taken {
			require.NoError(t, err)
		} else {
			require.ErrorContains(t, err, "wrong DC")
		}
	}
}

// The link that the server writes leads a client of MTProxies to all data
// centres, and other clients still come directly.
func TestProxy(t *testing.T) {
	const digits = "00112233445566778899aabbccddeeff"
	for _, secret := range []string{digits, "dd" + digits} {
		line, _ := start(t, "-dc", "2,4", "-proxy-secret", secret, "-account", "phone=+9996620001,dc=4")
		link, err := url.Parse(line.Proxy)
		require.NoError(t, err)
		require.Equal(t, "tg://proxy", link.Scheme+"://"+link.Host)
		q := link.Query()
		require.Equal(t, line.Addr, net.JoinHostPort(q.Get("server"), q.Get("port")))
		require.Equal(t, secret, q.Get("secret"))

		key, err := hex.DecodeString(q.Get("secret"))
		require.NoError(t, err)
		through := client(t, line)
		for i := range through.DCs {
			through.DCs[i].Addrs = []string{"127.0.0.1:1"} // nobody is there
		}
		through.Resolver, err = dcs.MTProxy(line.Addr, key, dcs.MTProxyOptions{})
		require.NoError(t, err)
		for _, tr := range []*mtproto.Transport{through, client(t, line)} {
			s, err := signIn(t, tr, flow.PhoneNumber("+9996620001"), flow.Code("22222"))
			require.NoError(t, err)
			require.Contains(t, s.Key, "dc4-")
		}
	}
}

// Without accounts the server runs, and says what it is of no use for.
func TestNobody(t *testing.T) {
	line, end := start(t)
	_, err := signIn(t, client(t, line), flow.PhoneNumber("+9996620001"))
	require.ErrorIs(t, err, errors.PhoneNumberInvalid)
	status, stderr := end()
	require.Zero(t, status)
	require.Contains(t, stderr, "Nobody can sign in")
	example := regexp.MustCompile(`-account '(.*)'`).FindStringSubmatch(stderr)
	_, err = parse([]string{"-account", example[1]}, io.Discard)
	require.NoError(t, err, "its example is a good one")
}
