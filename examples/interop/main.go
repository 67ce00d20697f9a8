// Interop signs in with clients that nobody here wrote: Telethon, mtcute, GramJS
// and gotd's own, each as it is, over every transport that it offers, to the
// server of package mtprototest.
//
//	npm ci --ignore-scripts --prefix examples/interop
//	apt-get install python3-telethon
//	go run ./examples/interop
//
// Each client's recipe, such as with_telethon.py, gives a wrong code, the right
// one and, on an account with a password, a wrong and the right password; then
// it fetches its own user. What the client says must agree with the server's own
// log. In the end each must notice a server that accepts everything.
//
// It prints a table, and exits 1 if anything in it is not as it should be: a
// client that is missing, or of another version, too.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	f := flag.NewFlagSet("interop", flag.ContinueOnError)
	f.SetOutput(stderr)
	only := f.String("client", "", "run this `client` only")
	python := f.String("python", "/usr/bin/python3", "`python` that has Telethon: Debian's own has Debian's")
	if err := f.Parse(args); err != nil {
		return 2
	}
	if f.NArg() > 0 {
		fmt.Fprintf(stderr, "unexpected argument %q\n", f.Arg(0))
		return 2
	}
	scratch, err := os.MkdirTemp("", "interop")
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(scratch) }()
	clients, err := prepare(ctx, *python, scratch)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	if !tryAll(ctx, clients, *only, scratch, stdout, stderr) {
		return 1
	}
	return 0
}

// prepare finds the recipes and builds the one in Go.
func prepare(ctx context.Context, python, scratch string) ([]client, error) {
	const here = "github.com/stepin-go/stepin/examples/interop"
	folder, err := goTool(ctx, "list", "-f", "{{.Dir}}", here)
	if err != nil {
		return nil, err
	}
	binary := filepath.Join(scratch, "gotd")
	if _, err := goTool(ctx, "build", "-o", binary, here+"/gotd"); err != nil {
		return nil, err
	}
	return allClients(folder, python, binary), nil
}

// goTool runs the go command and returns what it wrote to stdout.
func goTool(ctx context.Context, args ...string) (string, error) {
	var stderr strings.Builder
	cmd := exec.CommandContext(ctx, "go", args...) //nolint:gosec // the arguments are ours
	cmd.Stderr = &stderr
	stdout, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", args[0], err, stderr.String())
	}
	return strings.TrimSpace(string(stdout)), nil
}

// maxRetries is how many retries a run may need. A server that makes a useless
// key now and then must not hide behind them.
const maxRetries = 2

// tryAll runs every trial of the clients, or of the one client named only, and
// reports whether all went as they should.
func tryAll(ctx context.Context, clients []client, only, scratch string, stdout, stderr io.Writer) bool {
	var failed, retries, controls int
	fail := func(what string, err error) {
		failed++
		fmt.Fprintf(stderr, "%s: %v\n", what, err)
	}
	printHead(stdout)
	for _, c := range clients {
		if only != "" && c.name != only {
			continue
		}
		for _, t := range c.trials {
			if ctx.Err() != nil {
				fail("interrupted", ctx.Err())
				return false
			}
			r := try(ctx, scratch, c, t)
			retries += r.retries
			printRow(stdout, c, t, r.err == nil)
			if r.err != nil {
				fail(c.name+", "+t.String(), r.err)
			}
		}
		for _, control := range allControls() {
			controls++
			r := control.run(ctx, scratch, c)
			retries += r.retries
			if r.err != nil {
				fail(c.name+", control", r.err)
			}
		}
	}
	if controls == 0 {
		fail("-client", fmt.Errorf("there is no %q", only))
	}
	if retries > maxRetries {
		fail("retries", fmt.Errorf("%d were needed, and no run should need more than %d", retries, maxRetries))
	}
	fmt.Fprintf(stdout, "\n%d retries, %d controls, %d failures\n", retries, controls, failed)
	return failed == 0
}
