package main

import (
	"time"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/transport/kii"
	"github.com/stepin-go/stepin/transport/kii/kiitest"
)

var kiiSystem = system{
	title:   "Kii",
	service: []string{"url", "app-id", "app-key"}, optional: []string{"app-key"},
	application: "-system, -app-id",
	settings:    "-url, -app-id and -app-key with what Kii's developer portal says",
	check:       func(*options) error { return nil },
	realm:       applicationRealm,
	accepts:     everyKind,
	connect:     connectKii,
	token: func(s flow.Session) (string, time.Time, error) {
		t, err := kii.Token(s)
		return t.UserID, t.Expires, err
	},
}

func connectKii(o options, p *console.Prompt) (flow.Transport, func(), error) {
	if o.real {
		return &kii.Transport{URL: o.url, AppID: o.app, AppKey: o.appKey}, func() {}, nil
	}
	srv, err := kiitest.Start(kiitest.Config{Refresh: true, Accounts: []kiitest.Account{{
		LoginName: "ada", Password: "secret", DisplayName: "Ada Lovelace",
		Email: "ada@example.com", EmailVerified: true, Phone: "+15555550100", PhoneVerified: true,
	}}})
	if err != nil {
		return nil, nil, err
	}
	announce(o, p, "Kii", srv.URL, "ada, ada@example.com or +15555550100   password secret")
	return srv.Transport(), srv.Close, nil
}
