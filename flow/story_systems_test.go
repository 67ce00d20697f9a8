package flow_test

import (
	"github.com/stepin-go/stepin/transport/firebase/firebasetest"
	"github.com/stepin-go/stepin/transport/genauth/genauthtest"
	"github.com/stepin-go/stepin/transport/kii/kiitest"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
	"github.com/stepin-go/stepin/transport/webtest"
)

// systems build the places of stories, by the name of their folder. All that one
// system has and another has not is here.
var systems = map[string]func(*plan) (*place, error){
	"firebase": func(p *plan) (*place, error) {
		c := firebasetest.Config{OnCode: p.onCode, Now: p.now, APIKey: "story-key"}
		if err := configure(p, &c, &c.Accounts); err != nil {
			return nil, err
		}
		srv, err := firebasetest.Start(c)
		if err != nil {
			return nil, err
		}
		t := srv.Transport()
		t.HTTP = p.carrier
		return &place{
			servers: []*webtest.Server{srv.Server}, transport: t,
			random: map[string]string{
				"sessionInfo": "hash", "phoneVerificationInfo.sessionInfo": "hash",
				"idToken": "token", "refresh_token": "refresh", "mfaPendingCredential": "pending",
			},
			events: map[string]func(string) bool{"disable": srv.Disable, "revoke": srv.Revoke, "delete": srv.Delete},
		}, fill(t, p.story.transport)
	},

	// With Firebase's phone codes.
	"quickblox": func(p *plan) (*place, error) {
		phones, err := firebasetest.Start(firebasetest.Config{OnCode: p.onCode, Now: p.now, APIKey: "story-key"})
		if err != nil {
			return nil, err
		}
		c := quickbloxtest.Config{Firebase: phones.Project(), Now: p.now, AuthSecret: "story-secret"}
		if err := configure(p, &c, &c.Accounts); err != nil {
			return nil, err
		}
		srv, err := quickbloxtest.Start(c)
		if err != nil {
			return nil, err
		}
		t := srv.Transport()
		t.HTTP, t.Firebase = p.carrier, phones.Transport()
		t.Firebase.HTTP = p.carrier
		return &place{
			servers: []*webtest.Server{srv.Server, phones.Server}, transport: t, headers: []string{"qb-token"},
			random: map[string]string{
				"qb-token": "session", "nonce": "nonce", "signature": "signature",
				"firebase_phone.access_token": "token", "sessionInfo": "hash", "refresh_token": "refresh", "idToken": "token",
			},
			events: map[string]func(string) bool{
				"forget": func(string) bool { srv.Forget(); return true },
				"revoke": phones.Revoke,
			},
		}, fill(t, p.story.transport)
	},

	"genauth": func(p *plan) (*place, error) {
		c := genauthtest.Config{OnCode: p.onCode, Now: p.now}
		if err := configure(p, &c, &c.Accounts); err != nil {
			return nil, err
		}
		srv, err := genauthtest.Start(c)
		if err != nil {
			return nil, err
		}
		t := srv.Transport()
		t.HTTP = p.carrier
		at := &place{
			servers: []*webtest.Server{srv.Server}, transport: t,
			random: map[string]string{"bearer": "token", "refresh_token": "refresh", "token": "refresh", "client_id": "app"},
			events: map[string]func(string) bool{"revoke": func(string) bool { srv.Revoke(); return true }},
		}
		for _, a := range c.Accounts {
			if a.SecondFactor == "OTP" {
				at.totp = func() string { return srv.Authenticator(a.Username) }
			}
		}
		return at, fill(t, p.story.transport)
	},

	"kii": func(p *plan) (*place, error) {
		c := kiitest.Config{OnCode: p.onCode, Now: p.now}
		if err := configure(p, &c, &c.Accounts); err != nil {
			return nil, err
		}
		srv, err := kiitest.Start(c)
		if err != nil {
			return nil, err
		}
		t := srv.Transport()
		t.HTTP = p.carrier
		at := &place{
			servers: []*webtest.Server{srv.Server}, transport: t, headers: []string{"x-kii-appid", "x-kii-appkey"},
			random: map[string]string{"bearer": "token", "refresh_token": "refresh"},
			events: map[string]func(string) bool{"revoke": func(who string) bool { srv.Revoke(who); return true }},
		}
		for _, a := range c.Accounts {
			if a.TOTP != "" {
				at.totp = func() string { return srv.Authenticator(a.LoginName) }
			}
		}
		return at, fill(t, p.story.transport)
	},
}
