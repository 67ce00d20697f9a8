package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// Where Telegram's application is looked for if no flag names it, so that its
// hash need not stand in the list of processes.
const (
	envAppID   = "STEPIN_API_ID"
	envAppHash = "STEPIN_API_HASH"
)

// telegramSystem has three services to choose from, and what a server is built from is
// its own.
var telegramSystem = system{
	takes:       []string{"telegram", "test-dc", "server", "dc", "public-key", "api-id", "api-hash", "proxy"},
	application: "-api-id",
	settings:    "-api-id and -api-hash, or " + envAppID + " and " + envAppHash + ", with what stands there",
	check:       checkTelegram,
	realm:       telegramRealm,
	connect:     connectTelegram,
}

// checkTelegram finds what makes no sense together, and reads the application
// and the proxy.
func checkTelegram(o *options) error {
	switch {
	case o.telegram && o.testDC, o.server != "" && (o.telegram || o.testDC):
		return errors.New("-telegram, -test-dc and -server are different servers: choose one")
	case o.server == "" && (o.given["dc"] || o.given["public-key"]):
		return errors.New("-dc and -public-key say what -server is, and there is none")
	case o.server != "" && o.publicKey == "":
		return errors.New("-server needs -public-key: the key that the server is known by")
	case o.builtIn() && (o.given["api-id"] || o.given["api-hash"] || o.given["proxy"]):
		return errors.New("-api-id, -api-hash and -proxy are for -telegram, -test-dc or -server; the built-in server needs none")
	}
	err := o.readApplication()
	if link := o.proxyLink.Reveal(); err == nil && link != "" {
		o.proxy, err = parseProxy(link)
	}
	if err == nil && o.testDC && o.proxy.resolver != nil {
		err = errors.New("an MTProxy leads to Telegram, not to its test servers: -test-dc can use a SOCKS proxy")
	}
	return err
}

// readApplication takes the application from the flags or, for Telegram alone, from
// the environment: no other server is told a hash that was not meant for it.
func (o *options) readApplication() error {
	if o.builtIn() {
		return nil
	}
	id, hash := o.apiID.Reveal(), o.appHash.Reveal()
	if o.server == "" {
		id, hash = cmp.Or(id, os.Getenv(envAppID)), cmp.Or(hash, os.Getenv(envAppHash))
		const why = ": Telegram wants to know the application (core.telegram.org/api/obtaining_api_id)"
		switch {
		case id == "":
			return errors.New("-api-id or " + envAppID + " is missing" + why)
		case hash == "":
			return errors.New("-api-hash or " + envAppHash + " is missing" + why)
		}
	}
	n, err := strconv.ParseInt(cmp.Or(id, "1"), 10, 32)
	if err != nil || n <= 0 {
		// Not quoted: it may be the hash, given in the wrong place.
		return errors.New("the api_id is not a positive number")
	}
	o.appID, o.appHash = int(n), codes.NewSecret(hash)
	return nil
}

func (o *options) builtIn() bool { return !o.telegram && !o.testDC && o.server == "" }

func telegramRealm(o options) string {
	switch {
	case o.telegram:
		return fmt.Sprintf("telegram/%d", o.appID)
	case o.testDC:
		return fmt.Sprintf("telegram/%d/test", o.appID)
	case o.server != "":
		return fmt.Sprintf("telegram/%d/%s", o.appID, o.server)
	default:
		return "telegram/demo"
	}
}

func connectTelegram(o options, p *console.Prompt) (flow.Transport, func(), error) {
	if o.builtIn() {
		return demoTelegram(o, p)
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

// demoMail is the code that the built-in server sends by e-mail.
const demoMail = "222222"

// demoAccounts are those that the built-in server knows: one for each path, and a
// wait for a minute where Telegram makes people wait for days.
var demoAccounts = []fake.Account{
	{Phone: "+9996620001", FirstName: "Ada", LastName: "Lovelace"},
	{
		Phone: "+9996620002", FirstName: "Grace", LastName: "Hopper", Password: "secret", Hint: "pet",
		Next: codes.SMS, ResendAfter: 30 * time.Second,
	},
	{
		Phone: "+9996620003", FirstName: "Edsger", LastName: "Dijkstra", Email: "edsger@example.com", EmailCode: demoMail,
		GoogleSignIn: true, EmailReset: true, EmailResetPeriod: time.Minute,
	},
	{
		Phone: "+9996620004", FirstName: "Tony", LastName: "Hoare", EmailRequired: true, EmailCode: demoMail,
		GoogleSignIn: true, OtherwiseReloginDays: 7,
	},
	{
		Phone: "+9996620005", FirstName: "Barbara", LastName: "Liskov", Password: "secret",
		RecoveryEmail: "barbara@example.com", RecoveryCode: demoMail, ResetWait: time.Minute, DeleteWait: time.Minute,
	},
	{
		Phone: "+9996620006", Unregistered: true, MinAge: 16, TermsID: "1",
		Terms: "Be kind. This server forgets you when it ends, and it does not mind if you forget it.",
	},
}

// demoTelegram starts the built-in server. If a session file is to outlive it, what
// the server knows is kept beside that file, so that the next run finds it where it
// was.
func demoTelegram(o options, p *console.Prompt) (flow.Transport, func(), error) {
	model, err := fake.New(demoAccounts...)
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
  +9996620003   code 222222 by e-mail, or after a /reset-email that takes a minute the usual one
  +9996620004   code 22222, after an e-mail address of your choice with its code 222222
  +9996620005   code 22222, password secret; if forgotten, code 222222 by e-mail
  +9996620006   code 22222, and no account yet

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
