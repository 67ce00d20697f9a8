// Server is a Telegram-like sign-in server for any MTProto client: it speaks
// real MTProto and knows the accounts that the command line names.
//
//	go run ./examples/server -account 'phone=+9996620001,code=22222'
//
// -h tells what an account can have: a password, a flood wait, a ban, ways to
// get the code, a home in another data centre, and more.
//
// When it is ready it writes one JSON line to stdout with its data centres,
// their addresses and its RSA key. Each code that it delivers is a line on
// stderr. SIGINT and SIGTERM end it with exit status 0, a second one kills it.
// It is a test server: never give it a real password.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	os.Exit(run(untilSignal(), os.Args[1:], os.Stdout, os.Stderr))
}

// untilSignal is a context that ends with the first signal. The next one has
// its usual effect, so that a server which does not come to its end can be
// killed.
func untilSignal() context.Context {
	ctx, end := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		signal.Stop(signals)
		end()
	}()
	return ctx
}

// run is the program. It returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	if err := serve(ctx, o, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}
