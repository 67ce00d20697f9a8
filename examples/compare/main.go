// Compare measures stepin beside gotd's auth.Flow: the same sign-ins at the same
// server, in turn, through public API, with every check on and a new auth key for
// each. The server is a process of its own, started and ended by this one, so
// that only the client is measured.
//
//	go run ./examples/compare          a table with the targets
//	go run ./examples/compare -json    an object a line
//	go run ./examples/compare -md      the table as BENCHMARKS.md has it
//	go run ./examples/compare -check   exit status 1 if a target is far off
//
// Each figure is measured in pairs, ours and theirs one right after the other.
// The pair whose ratio is the median of all is printed: a machine that is busy, or
// slow, is so for both. BENCHMARKS.md says what the works and metrics are.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// options are the command line.
type options struct {
	json, markdown, check bool
	pairs, logins         int
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("compare", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.BoolVar(&o.json, "json", false, "print an object a line instead of a table")
	f.BoolVar(&o.markdown, "md", false, "print the table as BENCHMARKS.md has it")
	f.BoolVar(&o.check, "check", false, "fail if a target is missed by more than a factor of two")
	f.IntVar(&o.pairs, "pairs", 25, "how often each side is measured")
	f.IntVar(&o.logins, "logins", 20, "how many logins of gotd's wait for a person at once")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	var err error
	switch {
	case f.NArg() > 0:
		err = fmt.Errorf("unexpected argument %q", f.Arg(0))
	case o.pairs < 1 || o.logins < 1:
		err = errors.New("-pairs and -logins are 1 at least")
	case o.json && o.markdown:
		err = errors.New("-json and -md do not go together")
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
	}
	return o, err
}

// run is the program. It returns the exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var err error
	if slices.Equal(args, serverArgs) {
		err = serve(stdin, stdout)
	} else {
		var o options
		o, err = parse(args, stderr)
		switch {
		case errors.Is(err, flag.ErrHelp):
			return 0
		case err != nil:
			return 2
		}
		var rows []row
		if rows, err = measureAll(ctx, o, stderr); err == nil {
			err = report(stdout, o, rows)
		}
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

// report prints what was measured. With -check the error names the targets that
// are far off.
func report(w io.Writer, o options, rows []row) error {
	var err error
	switch {
	case o.json:
		err = printJSON(w, rows)
	case o.markdown:
		err = printMarkdown(w, rows, o.pairs)
	default:
		err = printTable(w, rows)
	}
	if err == nil && o.check {
		err = farOff(rows)
	}
	return err
}
