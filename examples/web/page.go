package main

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"go.uber.org/zap"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/qr"
)

//go:embed page.html
var pageHTML string

//go:embed style.css
var styleCSS []byte

// passkeyJS is the one thing that cannot be done without a script: to ask the browser
// for a passkey.
//
//go:embed passkey.js
var passkeyJS []byte

// pageTemplate escapes what servers and people say.
var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{"delivery": delivery, "period": period}).Parse(pageHTML))

// A page is what page.html shows.
type page struct {
	// Done says what the form before has done; "" if the state shows it.
	Done string
	// Advice says what was refused and what to do now; "" if nothing was.
	Advice string
	// Question is the phase whose form is shown; "" if none is, because what
	// was said last must be settled first.
	Question string
	// AskTerms is true if there are terms of service to accept first.
	AskTerms bool
	// Confirm is what must be typed to delete the account.
	Confirm string
	// Address is the login token to scan, and Picture that as a QR code, in an
	// address of its own. Both are secrets for as long as the token lives.
	Address, Picture template.URL
	now              time.Time
	flow.State
}

// Later reports whether a time is still to come.
func (p page) Later(t time.Time) bool { return p.now.Before(t) }

// notices are what the page says of what a form has done.
var notices = map[string]string{
	"deleted":     "The account is deleted.",
	"no-password": "The account has no password any more: a code is enough to sign in.",
}

// errNoCookie is what a form without the login's cookie gets, errTwoPasswords a new
// password that was not repeated.
var (
	errNoCookie     = errors.New("no cookie")
	errTwoPasswords = errors.New("two different passwords")
)

const (
	adviceWait   = "Please wait: the step before is still under way."
	adviceCookie = "Your browser sent no cookie, and a sign-in needs one. Allow cookies for this site, then enter the number."
	adviceTwice  = "These were two different passwords. Enter the new one, and then the same again."
	adviceOurs   = "Something went wrong here, and not by your doing. Please try again later."
)

// write writes the page for a state, for what the last input has done, and for why
// it was refused.
func (s *site) write(w http.ResponseWriter, status int, state flow.State, done string, err error) {
	now := s.now()
	p := page{
		State:    state,
		Done:     done,
		Advice:   advice(err),
		AskTerms: state.Terms != (flow.Terms{}) && !state.TermsAccepted,
		Confirm:  flow.DeleteMyAccount,
		now:      now,
	}
	if state.Pending.Call == flow.NoCall && state.Doubt == flow.NoCall {
		p.Question = state.Question(now).String()
	}
	if state.Pending.Call != flow.NoCall {
		w.Header().Set("Refresh", "2; url=/") // a browser looks again by itself
	} else if waits(state.Question(now)) {
		w.Header().Set("Refresh", "1; url=/wait")
	}
	if address := state.LoginToken.URL(); address != "" {
		if picture, err := qr.PNG(address, 4); !s.failed(err) {
			p.Address = template.URL(address)                                                               //nolint:gosec // made of a token by package flow, as tg://login?token= and base64url
			p.Picture = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(picture)) //nolint:gosec // ours
		}
	}
	var body bytes.Buffer
	if err := pageTemplate.Execute(&body, p); err != nil {
		if s.log != nil {
			s.log.Error("page", zap.Error(err))
		}
		http.Error(w, adviceOurs, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = body.WriteTo(w) // a browser that has gone needs no page
}

// now is the Driver's clock: times that it stored are compared with it.
func (s *site) now() time.Time {
	if s.driver.Now == nil {
		return time.Now()
	}
	return s.driver.Now()
}

// advice says in words why an input was refused.
func advice(err error) string {
	e, isRefusal := errors.AsType[*errors.Error](err)
	switch {
	case err == nil:
		return ""
	case errors.Is(err, errors.Busy):
		return adviceWait
	case errors.Is(err, errNoCookie):
		return adviceCookie
	case errors.Is(err, errTwoPasswords):
		return adviceTwice
	case isRefusal:
		return e.Advice()
	default:
		return adviceOurs
	}
}

// period says a duration in days, hours and minutes. It is rounded up: nobody is to
// come back too early.
func period(d time.Duration) string {
	var words []string
	left := int((d + time.Minute - 1) / time.Minute)
	for _, unit := range []struct {
		name    string
		minutes int
	}{{"day", 24 * 60}, {"hour", 60}, {"minute", 1}} {
		n := left / unit.minutes
		left %= unit.minutes
		switch n {
		case 0:
		case 1:
			words = append(words, "1 "+unit.name)
		default:
			words = append(words, strconv.Itoa(n)+" "+unit.name+"s")
		}
	}
	return strings.Join(words, " ")
}

// delivery says where to look for a code.
func delivery(sent codes.Sent) string {
	switch sent.Delivery {
	case codes.App:
		return "A code is waiting in the Telegram app on your other devices."
	case codes.SMS:
		return "A code is on its way by SMS."
	case codes.FirebaseSMS:
		return "A code comes by SMS once an official app has asked for it, and this site is none."
	case codes.Call:
		return "A code will be told in a phone call."
	case codes.FlashCall:
		return "You will be called from a number like " + sent.Pattern + ". That number is the code."
	case codes.MissedCall:
		return "You will miss a call from a number that begins with " + sent.Prefix + ". Its last digits are the code."
	case codes.FragmentSMS:
		return "The code is at " + sent.URL.Reveal() + "."
	case codes.SMSWord:
		return "A word is on its way by SMS."
	case codes.SMSPhrase:
		return "A phrase is on its way by SMS."
	case codes.Mail:
		return "A code is on its way by e-mail."
	case codes.Authenticator:
		return "The code is in your authenticator app."
	default:
		return "A code is on its way."
	}
}
