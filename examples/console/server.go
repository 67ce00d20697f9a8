package main

import (
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// connect returns a transport to the server that the options name, and what to
// call at the end. Nothing is dialled yet.
func connect(o options, p *console.Prompt) (flow.Transport, func(), error) {
	if o.builtIn() {
		return demo(o, p)
	}
	t := &mtproto.Transport{
		AppID: o.appID, AppHash: o.appHash,
		Test: o.testDC,
		Dial: o.proxy.dial, Resolver: o.proxy.resolver,
	}
	if o.server != "" {
		pem, err := os.ReadFile(o.publicKey)
		if err != nil {
			return nil, nil, err
		}
		t.PublicKeys, err = mtproto.ParsePublicKeys(pem)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", o.publicKey, err)
		}
		t.DC, t.DCs = o.dc, []mtproto.DataCentre{{ID: o.dc, Addrs: []string{o.server}}}
	}
	return t, func() {}, nil
}

// demo starts the built-in server. If a session file is to outlive it, what the
// server knows is kept beside that file, so that the next run finds it where it
// was.
func demo(o options, p *console.Prompt) (flow.Transport, func(), error) {
	model, err := fake.New(
		fake.Account{Phone: "+9996620001", FirstName: "Ada", LastName: "Lovelace"},
		fake.Account{
			Phone: "+9996620002", FirstName: "Grace", LastName: "Hopper", Password: "secret", Hint: "pet",
			Next: codes.SMS, ResendAfter: 30 * time.Second,
		},
	)
	if err != nil {
		return nil, nil, err
	}
	model.OnCode = func(m fake.Message) { fmt.Fprintf(p, "\n  [%s to %s] %s\n\n", m.Delivery, m.To, m.Text()) }
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	if err != nil {
		return nil, nil, err
	}
	end := srv.Close
	if o.session != "" {
		memory := o.session + ".server"
		if err := restore(srv, memory); err != nil {
			srv.Close()
			return nil, nil, err
		}
		end = func() {
			srv.Close()
			if err := save(srv, memory); err != nil {
				fmt.Fprintln(p, err)
			}
		}
	}
	fmt.Fprintf(p, `A Telegram-like server runs inside this program, at %s. It knows:
  +9996620001   code 22222
  +9996620002   code 22222, password secret

`, srv.DCs()[0].Addrs[0])
	return srv.Transport(), end, nil
}

func restore(srv *mtprototest.Server, path string) error {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = srv.Restore(data)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func save(srv *mtprototest.Server, path string) error {
	data, err := srv.Snapshot()
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o600)
}
