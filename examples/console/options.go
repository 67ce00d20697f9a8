package main

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// options are the command line.
type options struct {
	json    bool
	session string
	logOut  bool
	system  string
	given   map[string]bool // the flags that are there

	// Telegram: where to sign in, one of these; none is the built-in server.
	telegram, testDC bool
	server           string

	dc        int
	publicKey string
	apiID     codes.Secret // as it was given; in the wrong place it may be the hash
	appID     int
	appHash   codes.Secret
	proxyLink codes.Secret // as it was given; a password may be in it
	proxy     way
	scan      string       // whose other device scans the built-in server's codes
	botToken  codes.Secret // from the environment; a person may have another

	// The systems over HTTP.
	real              bool // not the built-in server
	url, app, appKey  string
	project, emulator string
	firebase, codes   bool
	encrypt           string
	secret            codes.Secret // the application's
	firebaseKey       codes.Secret
	recaptcha         codes.Secret
}

// parse reads the command line. It writes to stderr what is wrong with it.
func parse(args []string, stderr io.Writer) (options, error) {
	o := options{given: map[string]bool{}}
	f := flag.NewFlagSet("console", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.BoolVar(&o.json, "json", false, "write a JSON object for each step to stdout")
	f.StringVar(&o.session, "session", "", "`file` that keeps the login, to carry on where it was")
	f.BoolVar(&o.logOut, "log-out", false, "end the login that -session keeps")
	f.StringVar(&o.system, "system", "telegram", "sign in to this `system`: "+systemNames())

	f.BoolVar(&o.telegram, "telegram", false, "sign in to Telegram")
	f.BoolVar(&o.testDC, "test-dc", false, "sign in to Telegram's test servers")
	f.StringVar(&o.server, "server", "", "sign in to the MTProto server at `host:port`")
	f.IntVar(&o.dc, "dc", 2, "data centre that -server is")
	f.StringVar(&o.publicKey, "public-key", "", "PEM `file` with the RSA key of -server (PKCS#1 or PKIX)")
	f.Func("api-id", "the application's api_id, a `number`; for Telegram else "+envAppID, keep(&o.apiID))
	f.Func("api-hash", "the application's api_hash, a `text`; for Telegram else "+envAppHash, keep(&o.appHash))
	f.Func("proxy", "connect through socks5://host:port, or an MTProxy, by its tg://proxy?... `link`", keep(&o.proxyLink))

	f.Func("scan", "the `number` whose other device scans the built-in server's QR codes", func(number string) error {
		o.scan = number
		return nil
	})

	f.StringVar(&o.url, "url", "", "`address` of the service: Kii's with its /api, GenAuth's of the application, QuickBlox' own if not said")
	f.StringVar(&o.app, "app-id", "", "the application's `id` at Kii, GenAuth (see "+envGenAuthSecret+") or QuickBlox (see "+envQuickBloxSecret+")")
	f.StringVar(&o.appKey, "app-key", "", "the application's `key` at Kii, or authorization key at QuickBlox")
	f.BoolVar(&o.codes, "codes", false, "GenAuth: sign in with a code in place of the password")
	f.StringVar(&o.encrypt, "encrypt", "", "GenAuth: encrypt passwords with this `cipher`, rsa or sm2")
	f.BoolVar(&o.firebase, "firebase", false, "QuickBlox: sign in by phone number, too, with codes from Firebase")
	f.StringVar(&o.project, "project", "", "Firebase: the project's `id`; see "+envFirebaseKey+" and "+envRecaptcha)
	f.StringVar(&o.emulator, "emulator", "", "Firebase: the Firebase Auth emulator at `host:port`")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	f.Visit(func(f *flag.Flag) { o.given[f.Name] = true })
	err := o.check(f.Args())
	if err != nil {
		fmt.Fprintln(stderr, err)
	}
	return o, err
}

// keep keeps what a flag says without ever showing it: package flag would quote what
// it cannot read.
func keep(in *codes.Secret) func(string) error {
	return func(text string) error {
		*in = codes.NewSecret(text)
		return nil
	}
}

// forAll are the flags that every system takes.
var forAll = []string{"system", "json", "session", "log-out"}

// check finds what makes no sense together.
func (o *options) check(rest []string) error {
	s, known := systems[o.system]
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unexpected argument %q", rest[0])
	case !known:
		return errors.New("-system is one of " + systemNames())
	case o.logOut && o.session == "":
		return errors.New("-log-out needs -session: the file that keeps the login to end")
	}
	for _, name := range slices.Sorted(maps.Keys(o.given)) {
		if !slices.Contains(slices.Concat(forAll, s.takes, s.service), name) {
			return fmt.Errorf("-%s says nothing to -system %s", name, o.system)
		}
		o.real = o.real || slices.Contains(s.service, name)
	}
	for _, name := range s.service {
		if o.real && !o.given[name] && !slices.Contains(s.optional, name) {
			return fmt.Errorf("-%s is missing: the server inside this program needs no flags, and %s needs all that name the application", name, s.title)
		}
	}
	return s.check(o)
}
