// Web signs in through a browser: a form and a request for each step, and between
// them nothing but the stored login. It is a server for trying out and an example to
// copy from; no JavaScript is needed, but for a passkey.
//
//	go run ./examples/web
//
// It listens on 127.0.0.1 and signs in, over real MTProto, to a Telegram-like
// server that it starts inside itself; it says which numbers and codes will
// work. The handler is in site.go, the cookie that binds a login to a browser in
// cookie.go, and what is shown in page.go and page.html.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"go.uber.org/zap"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/examples/internal/elsewhere"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stderr))
}

// run serves until ctx ends. It returns the exit status.
func run(ctx context.Context, args []string, stderr io.Writer) int {
	f := flag.NewFlagSet("web", flag.ContinueOnError)
	f.SetOutput(stderr)
	port := f.Uint("port", 8080, "`port` of 127.0.0.1 to listen on; 0 is any free one")
	switch err := f.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case f.NArg() > 0:
		fmt.Fprintf(stderr, "unexpected argument %q\n", f.Arg(0))
		return 2
	}
	// Loopback only: without TLS, what a browser sends elsewhere can be read.
	if err := serve(ctx, fmt.Sprintf("127.0.0.1:%d", *port), stderr); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

// serve serves the site until ctx ends, then lets the steps that are under way
// come to their end.
func serve(ctx context.Context, addr string, stderr io.Writer) error {
	telegram, closeServer, err := demo(stderr)
	if err != nil {
		return err
	}
	defer closeServer()

	log, err := zap.NewProduction()
	if err != nil {
		return err
	}
	s := &site{
		// In production: a Store that outlives the process and that all of its
		// instances share, such as a table of a database, with the records
		// encrypted, since one that is signed in is the account. Three things are
		// the site's business and not stepin's: to bound how many numbers an
		// address may try, or strangers get codes at your api_id's expense; to
		// bound how many browsers may wait at once (/wait), of which each holds a
		// connection to Telegram, one for each login; and to end (flow.Cancel) and
		// Forget logins that were left lying.
		driver: &flow.Driver{Transport: telegram, Store: &flow.MemoryStore{}, Logger: log},
		log:    log,
	}
	until := ctx
	srv := &http.Server{
		Handler:           s.handler(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      stepTime + 10*time.Second, // a page comes after its step
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
		// Who waits need not wait any longer then; steps are taken to their end.
		BaseContext: func(net.Listener) context.Context { return until },
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "Open http://%s in a browser.\n", ln.Addr())

	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(ln) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stepTime)
	defer cancel()
	err = srv.Shutdown(ctx)
	if why := <-ended; err == nil && !errors.Is(why, http.ErrServerClosed) {
		err = why
	}
	return err
}

// week is what people wait who have lost the password or the e-mail.
const week = 7 * 24 * time.Hour

// demo starts the server to sign in to, and announces its accounts and the codes
// that it sends. None of that is a secret of anybody's.
func demo(stderr io.Writer) (flow.Transport, func(), error) {
	model, err := fake.New(
		fake.Account{Phone: "+9996620001", FirstName: "Ada", LastName: "Lovelace", Next: codes.SMS, ResendAfter: 20 * time.Second},
		fake.Account{
			Phone: "+9996620002", FirstName: "Grace", LastName: "Hopper", Password: "secret", Hint: "pet",
			RecoveryEmail: "grace@example.com", ResetWait: week, DeleteWait: week,
		},
		fake.Account{Phone: "+9996620003", Unregistered: true, Terms: "Be kind to each other.", TermsID: "1", MinAge: 16},
		fake.Account{Phone: "+9996620004", FirstName: "Lin", Email: "lin@example.com", EmailReset: true, EmailResetPeriod: week},
		fake.Account{Phone: "+9996620005", FirstName: "Mei", EmailRequired: true},
		fake.Account{Phone: "+9996620006", FirstName: "Adele", Payment: &fake.Payment{Product: "a code", Currency: "EUR", Amount: 199, FormID: 7}},
	)
	if err != nil {
		return nil, nil, err
	}
	model.OnCode = func(m fake.Message) { fmt.Fprintf(stderr, "[%s to %s] %s\n", m.Delivery, m.To, m.Text()) }
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	if err != nil {
		return nil, nil, err
	}
	person := &elsewhere.Person{
		Listener: srv.Transport(), Server: model, Phone: "+9996620001", Moment: 5 * time.Second,
		Tell: func(text string) { fmt.Fprintf(stderr, "[elsewhere] %s\n", text) },
	}
	fmt.Fprint(stderr, `A Telegram-like server runs inside this program. It knows:
  +9996620001   code 22222
  +9996620002   code 22222, password secret, which can be recovered by e-mail
  +9996620003   code 22222, no account yet
  +9996620004   a code by e-mail
  +9996620005   code 22222, but first an e-mail address must be set up
  +9996620006   code 22222, once something was paid for, 5 seconds later
A QR code is scanned after 5 seconds, by the first one's other device.
`)
	return person, func() {
		person.End()
		srv.Close()
	}, nil
}
