// Server is a Telegram-like sign-in server for any MTProto client: it speaks
// real MTProto and knows the accounts that the command line names.
//
//	go run ./examples/server -account 'phone=+9996620001,code=22222'
//
// When it is ready it writes one JSON line to stdout with its address, data
// centre and RSA key. Each code that it delivers is a line on stderr. It ends on
// an interrupt. It is a test server: never give it a real password.
package main

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"syscall"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// options are the command line.
type options struct {
	listen    string
	dc        int
	key       string
	publicKey string
	accounts  []fake.Account
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("server", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.StringVar(&o.listen, "listen", "127.0.0.1:0", "`host:port` to listen on; port 0 is any free one")
	f.IntVar(&o.dc, "dc", 2, "data centre to be, home of all accounts")
	f.StringVar(&o.key, "key", "", "PEM `file` with the server's RSA key; made if there is none")
	f.StringVar(&o.publicKey, "public-key", "", "`file` to write the public key to (PEM, PKCS#1)")
	f.Func("account", "an account, as in `phone=+9996620001,code=22222,password=secret,hint=pet,name=Ada Lovelace`; may be repeated", func(text string) error {
		a, err := parseAccount(text)
		if err != nil {
			return err
		}
		o.accounts = append(o.accounts, a)
		return nil
	})
	if err := f.Parse(args); err != nil {
		return o, err
	}
	var err error
	switch {
	case f.NArg() > 0:
		err = fmt.Errorf("unexpected argument %q", f.Arg(0))
	case o.dc < 1:
		err = errors.New("-dc wants a data centre from 1")
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
	}
	return o, err
}

// ready is the line that says so.
type ready struct {
	Addr        string `json:"addr"`
	DC          int    `json:"dc"`
	PublicKey   string `json:"public_key"`
	Fingerprint string `json:"fingerprint"`
}

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

func serve(ctx context.Context, o options, stdout, stderr io.Writer) error {
	model, err := fake.New(o.accounts...)
	if err != nil {
		return err
	}
	model.DCs = []int{o.dc}
	model.OnCode = func(m fake.Message) {
		to := "somebody"
		if who, err := codes.ParsePhone(m.To); err == nil {
			to = who.String()
		}
		fmt.Fprintf(stderr, "code %s to %s by %s\n", m.Code, to, m.Delivery)
	}
	key, err := loadKey(o.key)
	if err != nil {
		return err
	}
	public := pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: x509.MarshalPKCS1PublicKey(&key.PublicKey)})
	if o.publicKey != "" {
		if err := os.WriteFile(o.publicKey, public, 0o644); err != nil { //nolint:gosec // it is the public one
			return err
		}
	}
	srv, err := mtprototest.Start(model, mtprototest.Config{
		Key:    key,
		Listen: func(int) (net.Listener, error) { return net.Listen("tcp", o.listen) },
	})
	if err != nil {
		return err
	}
	defer srv.Close()
	dc := srv.DCs()[0]
	err = json.NewEncoder(stdout).Encode(ready{
		Addr: dc.Addrs[0], DC: dc.ID, PublicKey: string(public),
		Fingerprint: fmt.Sprintf("%016x", uint64(mtproto.Fingerprint(&key.PublicKey))),
	})
	if err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}
