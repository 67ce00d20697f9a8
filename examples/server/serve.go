package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"os"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/examples/internal/ready"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// nobody is what a server without accounts says.
const nobody = "Nobody can sign in: there is no -account. One would be -account 'phone=+9996620001,code=22222'"

// serve runs the server until ctx ends.
func serve(ctx context.Context, o options, stdout, stderr io.Writer) error {
	model, err := fake.New(o.accounts...)
	if err != nil {
		return err
	}
	model.DCs = o.dcs
	inbox := log.New(stderr, "", 0) // codes may be sent at the same time
	model.OnCode = func(m fake.Message) {
		inbox.Printf("code %s to %s by %s", m.Code, masked(m), m.Delivery)
	}
	key, err := loadKey(o.key)
	if err != nil {
		return fmt.Errorf("-key: %w", err)
	}
	srv, err := mtprototest.Start(model, mtprototest.Config{
		Key:         key,
		Listen:      func(dc int) (net.Listener, error) { return net.Listen("tcp", o.address(dc)) },
		AnyDC:       o.anyDC,
		ProxySecret: o.proxySecret,
	})
	if err != nil {
		return err
	}
	defer srv.Close()
	line := ready.New(srv, o.proxySecret)
	if o.publicKey != "" {
		if err := os.WriteFile(o.publicKey, []byte(line.PublicKey), 0o644); err != nil { //nolint:gosec // it is the public one
			return fmt.Errorf("-public-key: %w", err)
		}
	}
	if len(o.accounts) == 0 {
		inbox.Print(nobody)
	}
	if err := line.Write(stdout); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

// masked tells whom a message is for, in part.
func masked(m fake.Message) string {
	parse := codes.ParsePhone
	if m.Delivery == codes.Mail {
		parse = codes.Email
	}
	who, err := parse(m.To)
	if err != nil {
		return "somebody"
	}
	return who.String()
}
