package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/firebase/firebasetest"
)

// Where a project's API key is looked for, and a reCAPTCHA token: Firebase sends no
// SMS without a proof of the app (firebase.google.com/docs/auth/web/phone-auth), and
// takes each token for one.
const (
	envFirebaseKey = "STEPIN_FIREBASE_KEY"
	envRecaptcha   = "STEPIN_FIREBASE_RECAPTCHA"
)

var firebaseSystem = system{
	title:       "Firebase",
	service:     []string{"project"},
	takes:       []string{"emulator"},
	application: "-system, -project",
	settings:    "-project and " + envFirebaseKey + " with what Firebase's console says",
	check: func(o *options) error {
		if o.real && o.emulator != "" {
			return errors.New("-project and -emulator are different servers: choose one")
		}
		return readFirebase(o)
	},
	realm: func(o options) string {
		if o.emulator != "" {
			return "firebase/emulator/" + o.emulator
		}
		return "firebase/" + cmp.Or(o.project, "demo")
	},
	accepts: func(options) []codes.Kind { return []codes.Kind{codes.KindPhone, codes.KindEmail} },
	connect: func(o options, p *console.Prompt) (flow.Transport, func(), error) {
		t, _, end, err := openFirebase(o, p, "grace@example.com   password secret, then the code 654321")
		return t, end, err
	},
	token: func(s flow.Session) (string, time.Time, error) {
		t, err := firebase.Token(s)
		return t.UserID, t.Expires, err
	},
}

// readFirebase reads what the real Firebase wants.
func readFirebase(o *options) error {
	if o.project == "" || o.emulator != "" {
		return nil
	}
	o.firebaseKey, o.recaptcha = codes.NewSecret(os.Getenv(envFirebaseKey)), codes.NewSecret(os.Getenv(envRecaptcha))
	if o.firebaseKey.IsZero() {
		return errors.New(envFirebaseKey + " is missing: the project's API key (firebase.google.com/docs/projects/api-keys)")
	}
	return nil
}

// openFirebase returns a transport to Firebase, the project, and what to call at the
// end. more are the accounts of the built-in server to tell of, besides one with a
// number.
func openFirebase(o options, p *console.Prompt, more ...string) (*firebase.Transport, string, func(), error) {
	switch {
	case o.emulator != "":
		fmt.Fprint(p, "The emulator writes the codes that it sends to where it was started.\n\n")
		return firebase.Emulator(o.emulator), o.project, func() {}, nil
	case o.project != "":
		t := &firebase.Transport{APIKey: o.firebaseKey.Reveal()}
		if !o.recaptcha.IsZero() {
			t.Prove = func(context.Context, codes.Identifier) (firebase.Proof, error) {
				return firebase.Proof{"recaptchaToken": o.recaptcha}, nil
			}
		}
		return t, o.project, func() {}, nil
	}
	srv, err := firebasetest.Start(firebasetest.Config{OnCode: inbox(p), Accounts: []firebasetest.Account{
		{Phone: "+15555550100", Code: "123456", Name: "Ada Lovelace"},
		{Email: "grace@example.com", Password: "secret", SecondFactor: "+15555550101", Name: "Grace Hopper"},
		{Phone: "+15555550101", Code: "654321"}, // the code that Grace is sent
	}})
	if err != nil {
		return nil, "", nil, err
	}
	announce(o, p, "Firebase", srv.URL, append([]string{"+15555550100        code 123456"}, more...)...)
	return srv.Transport(), srv.Project(), srv.Close, nil
}
