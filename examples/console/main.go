// Console signs in at a terminal, one explicit step at a time.
//
// Without flags it starts a Telegram-like server inside itself and signs in to
// that one over real MTProto; it says which numbers and codes will work. With
// -telegram it signs in to Telegram, with -test-dc to Telegram's test servers
// (core.telegram.org/api/auth#test-accounts), and with -server to any MTProto
// server. Telegram wants to know the application
// (core.telegram.org/api/obtaining_api_id):
//
//	STEPIN_API_ID=... STEPIN_API_HASH=... go run ./examples/console -telegram
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
	transport, closeServer, err := connect(o, p)
	if err != nil {
		fmt.Fprintln(p, err)
		return 1
	}
	defer closeServer()

	var report reporter
	if o.json {
		report.w = stdout
	}
	d := &flow.Driver{Transport: transport, Realm: o.realm(), Observe: func(o flow.Observation) {
		report.step(o)
		p.Observe(o)
	}}
	if o.session != "" {
		d.Store = filestore.File{Path: o.session}
		p.CarryOn = "Run the same command again to carry on."
	}
	state, err := signIn(ctx, d, p, &report)
	p.Farewell(state, err)
	if flags := mend(o, err); flags != "" {
		fmt.Fprintln(p, flags)
	}
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
		fmt.Fprintln(p, "The last sign-in has ended. Beginning anew.")
		if err := d.Forget(ctx, login); err != nil {
			return state, err
		}
	case state.Phase == flow.Ready:
		return d.Do(ctx, login, flow.Poll())
	case state.Phase != flow.WaitPhoneNumber:
		fmt.Fprintln(p, "Carrying on where we were.")
	}
	return d.Run(ctx, login, func(ctx context.Context, s flow.State) (flow.Input, error) {
		report.refused(s)
		return p.Ask(ctx, s)
	})
}

// mend says which flags to change if that would help: here the person at the
// terminal is the program's operator.
func mend(o options, err error) string {
	switch {
	case errors.Is(err, errors.APIIDInvalid):
		return "Compare -api-id and -api-hash, or " + envAppID + " and " + envAppHash + ", with what stands there."
	case errors.Is(err, errors.WrongRealm):
		return o.session + " was made with another -api-id or for another server. For this one, name another file with -session."
	default:
		return ""
	}
}
