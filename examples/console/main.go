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
// With STEPIN_BOT_TOKEN in the environment that is the bot's sign-in.
//
// With -system it signs in to kii, genauth, quickblox or firebase: to a server
// inside itself again, or to the vendor's with the flags that name an application
// there. Secrets of these are taken from the environment alone:
//
//	STEPIN_GENAUTH_SECRET=... go run ./examples/console -system genauth -url https://ID.genauth.ai -app-id ID
//	STEPIN_QUICKBLOX_SECRET=... go run ./examples/console -system quickblox -app-id ID -app-key KEY
//	STEPIN_FIREBASE_KEY=... go run ./examples/console -system firebase -project ID
//
// Questions and messages go to stderr. With -json, stdout carries one JSON
// object a line for each step. Where standard input is no terminal, answers are
// read from it one a line:
//
//	printf '+9996620002\n22222\nsecret\n' | go run ./examples/console
//	printf 'ada\nsecret\n' | go run ./examples/console -system kii
//
// A login that -session keeps is ended with -log-out.
//
// The exit status is 0 exactly if somebody is signed in at the end (with -log-out:
// if nobody is); 2 for a wrong command line; else 1.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/stepin-go/stepin/codes"
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
	of := systems[o.system]
	p := &console.Prompt{In: stdin, Out: stderr}
	if of.accepts != nil {
		p.Accepts = of.accepts(o)
	}
	transport, closeServer, err := of.connect(o, p)
	if err != nil {
		fmt.Fprintln(p, err)
		return 1
	}
	defer closeServer()

	var report reporter
	if o.json {
		report.w = stdout
	}
	d := &flow.Driver{Transport: transport, Realm: of.realm(o), Observe: func(o flow.Observation) {
		report.step(o)
		p.Observe(o)
	}}
	if o.session != "" {
		d.Store = filestore.File{Path: o.session}
		p.CarryOn = "Run the same command again to carry on."
	}
	ask := p.Ask
	if token := o.botToken; !token.IsZero() {
		ask = asBot(token, ask)
	}
	var state flow.State
	if o.logOut {
		if state, err = logOut(ctx, d); err == nil && state.Doubt == flow.NoCall {
			said := "Nobody is signed in here any more."
			if !state.Over() {
				said = "There is no login in " + o.session + "."
			}
			fmt.Fprintln(p, said)
			return 0
		}
	} else {
		state, err = signIn(ctx, d, p, &report, ask)
	}
	p.Farewell(state, err)
	if advice := mend(o, err); advice != "" {
		fmt.Fprintln(p, advice)
	}
	if o.logOut || state.Phase != flow.Ready || err != nil {
		return 1
	}
	if of.token != nil {
		tellToken(ctx, d, p, of)
	}
	return 0
}

// signIn carries a login on from where it was.
func signIn(ctx context.Context, d *flow.Driver, p *console.Prompt, report *reporter, ask flow.Asker) (flow.State, error) {
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
	asked := false
	return d.Run(ctx, login, func(ctx context.Context, s flow.State) (flow.Input, error) {
		report.refused(s)
		if asked && errors.Is(s.Last, errors.Misconfigured) {
			return flow.Input{}, s.Last // no answer helps
		}
		asked = true
		return ask(ctx, s)
	})
}

// asBot answers the first question of a login that begins with a bot's token.
func asBot(token codes.Secret, ask flow.Asker) flow.Asker {
	given := false
	return func(ctx context.Context, s flow.State) (flow.Input, error) {
		first := !given
		given = true
		if !first || s.Phase != flow.WaitPhoneNumber {
			return ask(ctx, s)
		}
		return flow.BotToken(token.Reveal()), nil
	}
}

// logOut ends a login wherever it is. Where there is none, it leaves that as it is.
func logOut(ctx context.Context, d *flow.Driver) (flow.State, error) {
	state, err := d.Look(ctx, login)
	in := flow.Cancel()
	switch {
	case err != nil:
		return state, err
	case state.Phase == flow.Ready:
		in = flow.LogOut()
	case state.Over() && state.Doubt != flow.NoCall:
		in = flow.Poll() // what became of ending it is not known
	case state.Over(), state.Phase == flow.WaitPhoneNumber && state.Key == "":
		return state, nil
	}
	state, err = d.Do(ctx, login, in)
	if state.Over() && state.Doubt == flow.NoCall {
		err = nil // it is ended, by us or by somebody else
	}
	return state, err
}

// tellToken tells of a login's token what is no secret.
func tellToken(ctx context.Context, d *flow.Driver, p *console.Prompt, of system) {
	record, err := d.Load(ctx, login)
	if err != nil {
		fmt.Fprintln(p, err)
		return
	}
	user, ends, err := of.token(record.Session)
	switch {
	case err != nil:
		fmt.Fprintln(p, err)
	case ends.IsZero():
		fmt.Fprintf(p, "The token is for user %s; when it ends the server did not say.\n", console.Show(user, 40))
	default:
		fmt.Fprintf(p, "The token is for user %s and ends at %s.\n", console.Show(user, 40), ends.Local().Format(time.DateTime))
	}
}

// mend says what would help: here the person at the terminal is the program's
// operator.
func mend(o options, err error) string {
	of := systems[o.system]
	switch {
	case errors.Is(err, errors.APIIDInvalid), errors.Is(err, errors.Misconfigured):
		return "Compare " + of.settings + "."
	case errors.Is(err, errors.WrongRealm):
		return o.session + " was made with another " + of.application + " or for another server. For this one, name another file with -session."
	default:
		return ""
	}
}
