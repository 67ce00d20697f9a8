package main

import (
	"cmp"
	"os"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/quickblox"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
)

// envQuickBloxSecret is where the authorization secret is looked for. envProject is
// where the Firebase emulator says which project it plays
// (firebase.google.com/docs/emulator-suite).
const (
	envQuickBloxSecret = "STEPIN_QUICKBLOX_SECRET"
	envProject         = "GCLOUD_PROJECT"
)

var quickbloxSystem = system{
	title:   "QuickBlox",
	service: []string{"app-id", "app-key", "url"}, optional: []string{"url"},
	takes:       []string{"firebase", "project", "emulator"},
	application: "-system, -app-id",
	settings:    "-app-id, -app-key and " + envQuickBloxSecret + " with what QuickBlox' admin panel says, and your clock with the time",
	check:       checkQuickBlox,
	realm:       applicationRealm,
	accepts: func(o options) []codes.Kind {
		kinds := []codes.Kind{codes.KindName, codes.KindEmail}
		if o.firebase {
			kinds = append(kinds, codes.KindPhone)
		}
		return kinds
	},
	connect: connectQuickBlox,
	token: func(s flow.Session) (string, time.Time, error) {
		t, err := quickblox.Token(s)
		return t.UserID, t.Expires, err
	},
}

func checkQuickBlox(o *options) error {
	if o.emulator != "" {
		o.project = cmp.Or(o.project, os.Getenv(envProject))
	}
	if o.real {
		o.secret = codes.NewSecret(os.Getenv(envQuickBloxSecret))
	}
	switch {
	case !o.firebase && (o.project != "" || o.emulator != ""):
		return errors.New("-project and -emulator are for -firebase")
	case o.real && o.emulator != "":
		return errors.New("QuickBlox does not take tokens of -emulator: leave -app-id and -app-key out")
	case o.firebase && o.project == "" && o.emulator != "":
		return errors.New("-project or " + envProject + " is missing: the project that -emulator plays")
	case o.firebase && o.project == "" && o.real:
		return errors.New("-project is missing: the Firebase project that QuickBlox knows of")
	case o.real && o.secret.IsZero():
		return errors.New(envQuickBloxSecret + " is missing: it signs for the application")
	}
	return readFirebase(o)
}

func connectQuickBlox(o options, p *console.Prompt) (flow.Transport, func(), error) {
	var codesBy *firebase.Transport
	project, end := "", func() {}
	if o.firebase {
		var err error
		if codesBy, project, end, err = openFirebase(o, p); err != nil {
			return nil, nil, err
		}
	}
	t := &quickblox.Transport{URL: o.url, ApplicationID: o.app, AuthKey: o.appKey, AuthSecret: o.secret, ProjectID: project}
	if !o.real {
		srv, err := quickbloxtest.Start(quickbloxtest.Config{Firebase: project, Accounts: []quickbloxtest.Account{{
			Login: "ada", Email: "ada@example.com", Password: "secret", Phone: "+15555550100", FullName: "Ada Lovelace",
		}}})
		if err != nil {
			end()
			return nil, nil, err
		}
		announce(o, p, "QuickBlox", srv.URL, "ada or ada@example.com   password secret")
		endFirebase := end
		t, end = srv.Transport(), func() { srv.Close(); endFirebase() }
	}
	t.Firebase = codesBy
	return t, end, nil
}
