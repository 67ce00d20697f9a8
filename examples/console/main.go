// Console signs in at a terminal, one explicit step at a time.
//
// Without flags it starts a Telegram-like server inside itself and signs in to
// that one over real MTProto; it says which numbers and codes will work. With
// -server it signs in to any MTProto server.
//
// Questions and messages go to stderr. With -json, stdout carries one JSON
// object a line for each step. Where standard input is no terminal, answers are
// read from it one a line:
//
//	printf '+9996620002\n22222\nsecret\n' | go run ./examples/console
//
// The exit status is 0 exactly if somebody is signed in at the end; 2 for a
// wrong command line; else 1.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/flow/filestore"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// options are the command line.
type options struct {
	json      bool
	session   string
	server    string
	dc        int
	publicKey string
	appID     int
	appHash   string
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("console", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.BoolVar(&o.json, "json", false, "write a JSON object for each step to stdout")
	f.StringVar(&o.session, "session", "", "`file` that keeps the login, to carry on where it was")
	f.StringVar(&o.server, "server", "", "`host:port` of an MTProto server, instead of the built-in one")
	f.IntVar(&o.dc, "dc", 2, "data centre that the server is")
	f.StringVar(&o.publicKey, "public-key", "", "PEM `file` with the server's RSA key (PKCS#1 or PKIX)")
	f.IntVar(&o.appID, "api-id", 1, "the application's api_id")
	f.StringVar(&o.appHash, "api-hash", "", "the application's api_hash")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	var err error
	switch {
	case f.NArg() > 0:
		err = fmt.Errorf("unexpected argument %q", f.Arg(0))
	case o.server != "" && o.publicKey == "":
		err = errors.New("-server needs -public-key: the key that the server is known by")
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
	}
	return o, err
}

// login is the id of the one login that a session file keeps.
const login = "console"

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	p := &console.Prompt{In: stdin, Out: stderr}
	transport, realm, closeServer, err := connect(o, p)
	if err != nil {
		fmt.Fprintln(p, err)
		return 1
	}
	defer closeServer()

	var report reporter
	if o.json {
		report.w = stdout
	}
	d := &flow.Driver{Transport: transport, Realm: realm, Observe: func(o flow.Observation) {
		report.step(o)
		p.Observe(o)
	}}
	if o.session != "" {
		d.Store = filestore.File{Path: o.session}
		p.CarryOn = "Run the same command again to carry on."
	}
	state, err := signIn(ctx, d, p, &report)
	p.Farewell(state, err)
	if state.Phase == flow.Ready && err == nil {
		return 0
	}
	return 1
}

// signIn carries a login on from where it was.
func signIn(ctx context.Context, d *flow.Driver, p *console.Prompt, report *reporter) (flow.State, error) {
	state, err := d.Look(ctx, login)
	if err != nil {
		return state, err
	}
	switch {
	case state.Over():
		fmt.Fprintf(p, "The last login has ended (%s). Beginning anew.\n", state)
		if err := d.Forget(ctx, login); err != nil {
			return state, err
		}
	case state.Phase == flow.Ready:
		return d.Do(ctx, login, flow.Poll())
	case state.Phase != flow.WaitPhoneNumber:
		fmt.Fprintf(p, "Carrying on where we were: %s.\n", state)
	}
	return d.Run(ctx, login, func(ctx context.Context, s flow.State) (flow.Input, error) {
		report.refused(s)
		return p.Ask(ctx, s)
	})
}
