package main

import (
	"cmp"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/fake"
)

// options are the command line.
type options struct {
	host        string
	port        int
	dcs         []int
	anyDC       bool
	proxySecret []byte
	key         string
	publicKey   string
	accounts    []fake.Account
}

// head is what -h says first.
const head = `A test server for MTProto sign-ins. Ready, it writes one JSON line to stdout;
codes are lines on stderr. SIGTERM or Ctrl-C ends it.`

// parse reads the command line. It writes to stderr what is wrong with it.
func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	var listen, dcs string
	var secret *string
	var accounts []string
	f := flag.NewFlagSet("server", flag.ContinueOnError)
	f.SetOutput(io.Discard) // a mistake is told in one sentence
	f.StringVar(&listen, "listen", "127.0.0.1:0", "`host:port` of the first data centre; each other one has the next port. Port 0: any free ones")
	f.StringVar(&dcs, "dc", "2", "data centres to be, as in `2,4`; accounts live in the first unless they say otherwise")
	f.BoolVar(&o.anyDC, "any-dc", false, "make keys for clients that mean another data centre: TDLib begins at 1")
	// Secrets and accounts are read later: the flag package quotes what is wrong.
	f.Func("proxy-secret", "be an MTProxy too, on the same ports, with this secret: 32 `hex` digits, or 34 that begin with dd for padded connections only", func(text string) error {
		secret = &text
		return nil
	})
	f.StringVar(&o.key, "key", "", "PEM `file` with the server's RSA key; made if there is none")
	f.StringVar(&o.publicKey, "public-key", "", "`file` to write the public key to (PEM, PKCS#1)")
	f.Func("account", accountHelp(), func(text string) error {
		accounts = append(accounts, text)
		return nil
	})
	err := f.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(stderr, head)
		f.SetOutput(stderr)
		f.PrintDefaults()
		return o, err
	}
	if err != nil {
		fmt.Fprintf(stderr, "%v; -h tells what there is\n", err)
		return o, err
	}
	// All are read, and the first mistake is told.
	if err := cmp.Or(
		noMore(f.Args()), o.readDCs(dcs), o.readListen(listen), o.readSecret(secret), o.readAccounts(accounts),
	); err != nil {
		fmt.Fprintln(stderr, err)
		return o, err
	}
	return o, nil
}

func noMore(args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("unexpected argument %q", args[0])
	}
	return nil
}

// maxDC is the last number of a data centre: test ones have 10000 added
// (core.telegram.org/mtproto/auth_key#presenting-proof-of-work-server-authentication).
const maxDC = 9999

func (o *options) readDCs(list string) error {
	for text := range strings.SplitSeq(list, ",") {
		dc, err := strconv.Atoi(text)
		switch {
		case err != nil || dc < 1 || dc > maxDC:
			return fmt.Errorf("-dc wants data centres from 1 to %d without spaces, as in 2,4", maxDC)
		case slices.Contains(o.dcs, dc):
			return fmt.Errorf("-dc has %d twice", dc)
		}
		o.dcs = append(o.dcs, dc)
	}
	return nil
}

func (o *options) readListen(addr string) error {
	host, text, err := net.SplitHostPort(addr)
	port, badPort := strconv.ParseUint(text, 10, 16)
	if err != nil || badPort != nil {
		return errors.New("-listen wants host:port, as in 127.0.0.1:4430")
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		return errors.New("-listen wants the one address that clients connect to: the server tells it to them")
	}
	if last := int(port) + len(o.dcs) - 1; port != 0 && last > maxPort {
		return fmt.Errorf("-listen leaves no port for each data centre: the last one would have %d", last)
	}
	o.host, o.port = host, int(port)
	return nil
}

const maxPort = 1<<16 - 1

// address is where a data centre listens.
func (o *options) address(dc int) string {
	port := o.port
	if port != 0 {
		port += slices.Index(o.dcs, dc)
	}
	return net.JoinHostPort(o.host, strconv.Itoa(port))
}

// readSecret reads the secret of the MTProxy; nil: none was given.
func (o *options) readSecret(digits *string) error {
	if digits == nil {
		return nil
	}
	secret, err := hex.DecodeString(*digits)
	if err != nil || len(secret) != 16 && (len(secret) != 17 || secret[0] != 0xdd) {
		return errors.New("-proxy-secret wants 32 hex digits, or 34 that begin with dd")
	}
	o.proxySecret = secret
	return nil
}

func (o *options) readAccounts(lines []string) error {
	for i, line := range lines {
		a, err := parseAccount(line)
		if err != nil {
			return fmt.Errorf("-account %d: %w", i+1, err)
		}
		if a.Phone == "" && a.BotToken == "" {
			return fmt.Errorf("-account %d: phone is missing", i+1)
		}
		if a.DC != 0 && !slices.Contains(o.dcs, a.DC) {
			return fmt.Errorf("-account %d lives in data centre %d, and -dc does not name it", i+1, a.DC)
		}
		for _, dc := range a.QRVia {
			if !slices.Contains(o.dcs, dc) {
				return fmt.Errorf("-account %d: qr_via leads through data centre %d, and -dc does not name it", i+1, dc)
			}
		}
		o.accounts = append(o.accounts, a)
	}
	return checkAccounts(o.accounts)
}
