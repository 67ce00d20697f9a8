package main

import (
	"os"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/transport/genauth"
	"github.com/stepin-go/stepin/transport/genauth/genauthtest"
	"github.com/stepin-go/stepin/transport/genauth/sm2"
	"github.com/stepin-go/stepin/transport/genauth/sm2/sm2test"
)

// envGenAuthSecret is where the application's secret is looked for. Applications
// that cannot keep one have none.
const envGenAuthSecret = "STEPIN_GENAUTH_SECRET"

var genauthSystem = system{
	title:       "GenAuth",
	service:     []string{"url", "app-id"},
	takes:       []string{"codes", "encrypt"},
	application: "-system, -app-id",
	settings:    "-url, -app-id and " + envGenAuthSecret + " with what GenAuth's console says",
	check:       checkGenAuth,
	realm:       applicationRealm,
	accepts:     everyKind,
	connect:     connectGenAuth,
	token: func(s flow.Session) (string, time.Time, error) {
		t, err := genauth.Token(s)
		return t.UserID, t.Expires, err
	},
}

// ciphers are what -encrypt names.
var ciphers = map[string]genauth.Cipher{"": nil, "rsa": genauth.RSA{}, "sm2": sm2.Cipher{}}

func checkGenAuth(o *options) error {
	if _, known := ciphers[o.encrypt]; !known {
		return errors.New("-encrypt is rsa or sm2")
	}
	if o.real {
		o.secret = codes.NewSecret(os.Getenv(envGenAuthSecret))
	}
	return nil
}

func connectGenAuth(o options, p *console.Prompt) (flow.Transport, func(), error) {
	t, end := &genauth.Transport{URL: o.url, AppID: o.app, Secret: o.secret}, func() {}
	if !o.secret.IsZero() {
		t.ClientAuth = genauth.Post // as applications are set up unless somebody changes it
	}
	if !o.real {
		srv, err := startGenAuth(o, p)
		if err != nil {
			return nil, nil, err
		}
		t, end = srv.Transport(), srv.Close
	}
	t.Codes, t.Cipher = o.codes, ciphers[o.encrypt]
	return t, end, nil
}

func startGenAuth(o options, p *console.Prompt) (*genauthtest.Server, error) {
	c := genauthtest.Config{OnCode: inbox(p), Accounts: []genauthtest.Account{
		{Username: "ada", Email: "ada@example.com", Phone: "+15555550100", Password: "secret", Name: "Ada Lovelace"},
		{Username: "grace", Phone: "+15555550101", Password: "secret", Name: "Grace Hopper", SecondFactor: "SMS"},
	}}
	if o.encrypt == "sm2" {
		var err error
		if c.SM2, err = sm2test.Key(); err != nil {
			return nil, err
		}
	}
	srv, err := genauthtest.Start(c)
	if err != nil {
		return nil, err
	}
	announce(o, p, "GenAuth", srv.URL,
		"ada, ada@example.com or +15555550100   password secret",
		"grace or +15555550101                  password secret, then a code by SMS",
	)
	return srv, nil
}
