package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/stepin-go/stepin/examples/internal/ready"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

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

// A result is what became of a trial or a control.
type result struct {
	retries int
	err     error
}

// try signs in to both accounts.
func try(ctx context.Context, scratch string, c client, t trial) result {
	var r result
	for _, account := range accounts() {
		o := signIn(ctx, scratch, c, t, account, nil)
		r.retries += o.retries
		if r.err = judge(c, t, account, o); r.err != nil {
			return r
		}
	}
	return r
}

// An outcome is one sign-in, as the client tells it and as the server does.
type outcome struct {
	retries int

	said string // the last line that the recipe wrote to stdout
	err  error  // why it ended, if not well, with what it wrote to stderr

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

// signIn runs a recipe, and once more if its client drops zeros and that is what
// seems to have happened.
func signIn(ctx context.Context, scratch string, c client, t trial, a fake.Account, before func(string, int) fake.Fault) outcome {
	o := signInOnce(ctx, scratch, c, t, a, before)
	if c.dropsZeros && o.keyUnknown() {
		o = signInOnce(ctx, scratch, c, t, a, before)
		o.retries = 1
	}
	return o
}

// signInOnce runs a recipe against a server of its own. If before is not nil, it
// is the server's.
func signInOnce(ctx context.Context, scratch string, c client, t trial, a fake.Account, before func(string, int) fake.Fault) outcome {
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
	path := filepath.Join(scratch, "server.json")
	if err := writeLine(path, ready.New(srv, t.secret)); err != nil {
		return outcome{err: err}
	}
	args := []string{path, t.transport, a.Phone, a.Code, wrongCode}
	if a.Password != "" {
		args = append(args, a.Password, wrongPassword)
	}
	var o outcome
	o.said, o.err = execute(ctx, append(c.command, args...))
	o.asked = srv.Requests()
	o.spoken = tap.transports(t.secret)
	o.keys = srv.Keys()
	for method, n := range srv.Calls() {
		o.calls += n
		o.bound = o.bound || method == "auth.bindTempAuthKey"
	}
	o.signedIn = len(srv.SignedIn())
	return o
}

func writeLine(path string, line ready.Line) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := line.Write(f); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}
