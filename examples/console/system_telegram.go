package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// Where Telegram's application is looked for if no flag names it, so that its
// hash need not stand in the list of processes.
const (
	envAppID   = "STEPIN_API_ID"
	envAppHash = "STEPIN_API_HASH"
	// A bot's token is good for ever, so there is no flag for it.
	envBotToken = "STEPIN_BOT_TOKEN"
)

// telegramSystem has three services to choose from, and what a server is built from is
// its own.
var telegramSystem = system{
	takes:       []string{"telegram", "test-dc", "server", "dc", "public-key", "api-id", "api-hash", "proxy", "scan"},
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
	case !o.builtIn() && o.given["scan"]:
		return errors.New("-scan is for the built-in server: elsewhere people scan codes themselves")
	}
	err := o.readScanner()
	if err == nil {
		err = o.readApplication()
	}
	if link := o.proxyLink.Reveal(); err == nil && link != "" {
		o.proxy, err = parseProxy(link)
	}
	if err == nil && o.testDC && o.proxy.resolver != nil {
		err = errors.New("an MTProxy leads to Telegram, not to its test servers: -test-dc can use a SOCKS proxy")
	}
	return err
}

// readScanner finds whose device scans codes. What was given is not quoted: it may be a
// real number.
func (o *options) readScanner() error {
	if !o.given["scan"] {
		return nil
	}
	who, err := codes.ParsePhone(o.scan)
	if err == nil {
		o.scan = who.Reveal()
	}
	if err != nil || !slices.ContainsFunc(demoAccounts, func(a fake.Account) bool { return hasPhone(a) && a.Phone == o.scan }) {
		return errors.New("-scan names no account of the built-in server")
	}
	return nil
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
		o.botToken = codes.NewSecret(os.Getenv(envBotToken))
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
