package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// patience is how long one sign-in may take. Most take a second.
const patience = time.Minute

// What the person types that is wrong.
const (
	wrongCode     = "11111"
	wrongPassword = "guess"
)

// accounts are the two that each trial signs in to. Their ids need more than 32
// bits.
func accounts() []fake.Account {
	return []fake.Account{
		{Phone: "+9996620001", Code: "22222", FirstName: "Ada", ID: 7_000_000_001},
		{Phone: "+9996620002", Code: "22222", FirstName: "Grace", ID: 7_000_000_002, Password: "secret"},
	}
}

// A result is what became of a trial: both accounts.
type result struct {
	retries int
	err     error
}

// try signs in to both accounts. A client that drops zeros may try once more, if
// that is what seems to have happened.
func try(ctx context.Context, scratch string, c client, t trial) result {
	var r result
	for _, account := range accounts() {
		o := signIn(ctx, scratch, c, t, account, nil)
		if r.retries == 0 && c.dropsZeros && o.keyUnknown() {
			r.retries++
			o = signIn(ctx, scratch, c, t, account, nil)
		}
		if r.err = judge(c, t, account, o); r.err != nil {
			return r
		}
	}
	return r
}

// An outcome is one sign-in, as the client tells it and as the server does.
type outcome struct {
	said string // the last line that the recipe wrote to stdout
	err  error  // why it ended, if not well; the end of what it wrote to stderr

	asked    []fake.Request
	spoken   []string // transports, one for each connection
	keys     int      // made by key exchange
	calls    int      // that came under one of them
	bound    bool     // a temporary key was bound to a permanent one
	signedIn int      // keys under which somebody is, in the end
}

// keyUnknown reports whether a key was made and nothing ever came under it, as
// happens when client and server do not agree about its first byte.
func (o outcome) keyUnknown() bool { return o.err != nil && o.keys > 0 && o.calls == 0 }

// signIn runs a recipe once, against a server of its own. If before is not nil,
// it is the server's.
func signIn(ctx context.Context, scratch string, c client, t trial, a fake.Account, before func(string, int) fake.Fault) outcome {
	model, err := fake.New(a)
	if err != nil {
		return outcome{err: err}
	}
	model.Before = before
	tap := new(tap)
	srv, err := mtprototest.Start(model, mtprototest.Config{ProxySecret: t.secret, Compress: t.answers, Listen: tap.listen})
	if err != nil {
		return outcome{err: err}
	}
	defer srv.Close()
	line := filepath.Join(scratch, "server.json")
	if err := writeLine(line, srv, t.secret); err != nil {
		return outcome{err: err}
	}
	args := []string{line, t.transport, a.Phone, a.Code, wrongCode}
	if a.Password != "" {
		args = append(args, a.Password, wrongPassword)
	}
	var o outcome
	o.said, o.err = execute(ctx, append(c.command, args...))
	o.asked = srv.Requests()
	o.spoken = tap.spoken(t.secret)
	o.keys = srv.Keys()
	for method, n := range srv.Calls() {
		o.calls += n
		o.bound = o.bound || method == "auth.bindTempAuthKey"
	}
	o.signedIn = len(srv.SignedIn())
	return o
}

// writeLine writes the line that examples/server writes when it is ready.
func writeLine(path string, srv *mtprototest.Server, secret []byte) error {
	dc := srv.DCs()[0]
	host, port, err := net.SplitHostPort(dc.Addrs[0])
	if err != nil {
		return err
	}
	line := map[string]any{
		"addr": dc.Addrs[0],
		"dc":   dc.ID,
		"public_key": string(pem.EncodeToMemory(&pem.Block{
			Type: "RSA PUBLIC KEY", Bytes: x509.MarshalPKCS1PublicKey(srv.PublicKey()),
		})),
		"fingerprint": fmt.Sprintf("%016x", uint64(mtproto.Fingerprint(srv.PublicKey()))),
	}
	if secret != nil {
		query := url.Values{"server": {host}, "port": {port}, "secret": {hex.EncodeToString(secret)}}
		line["proxy"] = "tg://proxy?" + query.Encode()
	}
	text, err := json.Marshal(line)
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o600)
}

// execute runs a command, and whatever it starts, until it ends or patience
// does. It returns the last line of stdout.
func execute(ctx context.Context, command []string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, command[0], command[1:]...) //nolint:gosec // a recipe
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = time.Second
	inGroup(cmd)
	err := cmd.Run()
	killGroup(cmd)
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	if err != nil {
		err = fmt.Errorf("%w: %s", err, ending(stderr.String()))
	}
	return lastLine(stdout.String()), err
}

func lastLine(text string) string {
	text = strings.TrimSpace(text)
	return text[strings.LastIndexByte(text, '\n')+1:]
}

// ending returns the end of a text, in one line.
func ending(text string) string {
	const most = 500
	text = strings.Join(strings.Fields(text), " ")
	return text[max(0, len(text)-most):]
}
