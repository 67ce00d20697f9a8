package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// options are the command line.
type options struct {
	json    bool
	session string

	// Where to sign in: one of these; none is the built-in server.
	telegram, testDC bool
	server           string

	dc        int
	publicKey string
	appID     int
	appHash   codes.Secret
	proxy     way
}

// Where Telegram's application is looked for if no flag names it, so that its
// hash need not stand in the list of processes.
const (
	envAppID   = "STEPIN_API_ID"
	envAppHash = "STEPIN_API_HASH"
)

// parse reads the command line. It writes to stderr what is wrong with it.
func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	var appID, appHash, proxy string
	f := flag.NewFlagSet("console", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.BoolVar(&o.json, "json", false, "write a JSON object for each step to stdout")
	f.StringVar(&o.session, "session", "", "`file` that keeps the login, to carry on where it was")
	f.BoolVar(&o.telegram, "telegram", false, "sign in to Telegram")
	f.BoolVar(&o.testDC, "test-dc", false, "sign in to Telegram's test servers")
	f.StringVar(&o.server, "server", "", "sign in to the MTProto server at `host:port`")
	f.IntVar(&o.dc, "dc", 2, "data centre that -server is")
	f.StringVar(&o.publicKey, "public-key", "", "PEM `file` with the RSA key of -server (PKCS#1 or PKIX)")
	f.StringVar(&appID, "api-id", "", "the application's api_id, a `number`; for Telegram else "+envAppID)
	f.StringVar(&appHash, "api-hash", "", "the application's api_hash; for Telegram else "+envAppHash)
	f.StringVar(&proxy, "proxy", "", "connect through socks5://host:port, or an MTProxy, by its tg://proxy?... `link`")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	given := map[string]bool{}
	f.Visit(func(f *flag.Flag) { given[f.Name] = true })

	err := o.check(given, f.Args())
	if err == nil {
		err = o.application(appID, appHash)
	}
	if err == nil && proxy != "" {
		o.proxy, err = parseProxy(proxy)
	}
	if err == nil && o.testDC && o.proxy.resolver != nil {
		err = errors.New("an MTProxy leads to Telegram, not to its test servers: -test-dc can use a SOCKS proxy")
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
	}
	return o, err
}

// check finds what makes no sense together.
func (o *options) check(given map[string]bool, rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unexpected argument %q", rest[0])
	case o.telegram && o.testDC, o.server != "" && (o.telegram || o.testDC):
		return errors.New("-telegram, -test-dc and -server are different servers: choose one")
	case o.server == "" && (given["dc"] || given["public-key"]):
		return errors.New("-dc and -public-key say what -server is, and there is none")
	case o.server != "" && o.publicKey == "":
		return errors.New("-server needs -public-key: the key that the server is known by")
	case o.builtIn() && (given["api-id"] || given["api-hash"] || given["proxy"]):
		return errors.New("-api-id, -api-hash and -proxy are for -telegram, -test-dc or -server; the built-in server needs none")
	default:
		return nil
	}
}

// application takes the application from the flags or, for Telegram alone, from
// the environment: no other server is told a hash that was not meant for it.
func (o *options) application(id, hash string) error {
	if o.builtIn() {
		return nil
	}
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

// realm names what a session file belongs to: with another application, or at
// another server, its login is of no use.
func (o *options) realm() string {
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
