package kii

import (
	"context"
	"crypto/rand"
	"net/http"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// The vendor's sites, for [Transport.URL]. An application lives on one of them.
const (
	US        = "https://api.kii.com/api"
	Japan     = "https://api-jp.kii.com/api"
	Singapore = "https://api-sg.kii.com/api"
	Europe    = "https://api-eu.kii.com/api"
)

// A Transport signs in to one application. It is configuration: its fields must not
// be changed after the first use. URL and AppID must be set (errors.Misconfigured).
//
// It takes every kind of identifier. A phone number is sent as PHONE:+819012341234
// and an e-mail address as EMAIL:ada@example.com, as the vendor recommends; a name as
// it is, so PHONE:JP-9012341234, a number in national form, can be given as a name.
type Transport struct {
	// URL is the address of the API with its /api, such as [Japan].
	URL string
	// AppID is the application's id.
	AppID string
	// AppKey is its key. "" will do: a server takes any
	// (https://docs.kii.com/en/functions/structure/application/accesskeys/).
	AppKey string
	// Legacy signs in at /oauth2/token, with the application in the headers
	// X-Kii-AppID and X-Kii-AppKey, as the vendor's SDKs do. Else at
	// /apps/{AppID}/oauth2/token, with the application in Authorization: Basic.
	Legacy bool
	// Life is how long the access token of a password or a refresh shall be good
	// (expiresAt, by Now). 0: as the application is set up; by default that is 68
	// years.
	Life time.Duration
	// SecondFactor, if not "", is the word in the scope of a password's answer which
	// says that the token is good for nothing but a second factor: then a code of an
	// authenticator app is asked for. The vendor's SDK has that step and nobody
	// documents what demands it; that it is the scope is derived from the SDK's
	// keeping it. Look at what your application answers.
	SecondFactor string

	// HTTP carries the requests. Nil is a new connection for each.
	HTTP http.RoundTripper
	// Insecure allows http:// to hosts other than this one. For tests.
	Insecure bool
	// Now is the clock. Nil is time.Now.
	Now func() time.Time
}

var _ flow.Transport = (*Transport)(nil)

// Perform makes a call, with one request at most; WhoAmI with two, where the first says
// that the access token is dead and there is a refresh token.
func (t *Transport) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	return web.Perform(system, call, s, func(d *data) (flow.Answer, error) {
		return (&login{t, d, call}).answer(ctx)
	})
}

// A login is one call, and what its session keeps.
type login struct {
	*Transport
	*data
	call flow.Call
}

func (l *login) answer(ctx context.Context) (flow.Answer, error) {
	switch l.call.Name {
	case flow.CallConnect: // there is nothing to open
		if err := l.settings(); err != nil {
			return web.Failed(err)
		}
		return flow.Connected{}, nil
	case flow.CallSendCode:
		name := username(l.call.To)
		if name == "" {
			return web.Local(errors.NameInvalid), nil
		}
		*l.data = data{Username: name}
		return flow.PasswordWanted{}, nil
	case flow.CallCheckPassword:
		return l.checkPassword(ctx)
	case flow.CallSignIn:
		return l.signIn(ctx)
	case flow.CallWhoAmI:
		return l.whoAmI(ctx)
	case flow.CallCancelCode, flow.CallLogOut:
		*l.data = data{}
		return flow.Done{}, nil
	default:
		return web.NotAllowed(), nil
	}
}

// username is what Kii knows an identifier by.
func username(who codes.Identifier) string {
	switch who.Kind() {
	case codes.KindPhone:
		return "PHONE:" + who.Reveal()
	case codes.KindEmail:
		return "EMAIL:" + who.Reveal()
	default:
		return who.Reveal()
	}
}

func (l *login) checkPassword(ctx context.Context) (flow.Answer, error) {
	if l.Username == "" {
		return web.NotAllowed(), nil
	}
	g, err := l.byPassword(ctx)
	switch {
	case err != nil:
		return web.Failed(err)
	case l.SecondFactor != "" && g.has(l.SecondFactor):
		l.Pending, l.Hash, l.Account.ID = g.AccessToken, rand.Text(), g.ID
		return l.codeSent(), nil
	default:
		return l.keep(g), nil
	}
}

// signIn gives the code of an authenticator app.
func (l *login) signIn(ctx context.Context) (flow.Answer, error) {
	switch {
	case l.Pending == "":
		return web.NotAllowed(), nil
	case l.call.Sent.Hash.Reveal() != l.Hash:
		return web.Local(errors.PhoneCodeExpired), nil
	}
	g, err := l.byCode(ctx)
	if err == nil {
		return l.keep(g), nil
	}
	if refusal := web.Refusal(err); refusal != nil && refusal.Reason == errors.PhoneCodeExpired { // the pending token is dead
		l.Pending, l.Hash = "", ""
	}
	return web.Failed(err)
}

// whoAmI asks the server if there is a token. One that is over is refreshed first: by
// our clock, or, as that may be wrong, by what the server says.
func (l *login) whoAmI(ctx context.Context) (flow.Answer, error) {
	switch {
	case l.Access == "" && l.Pending != "":
		return l.codeSent(), nil
	case l.Access == "" && l.Username != "":
		return flow.PasswordWanted{}, nil
	case l.Access == "":
		return flow.Nobody{}, nil
	}
	var err error
	over := l.Refresh != "" && web.IsOver(l.Expires, web.Now(l.Now))
	if !over {
		me := user{who: l.Account.ID}
		r := l.asUser("users/me", "/users/me", l.Access, nil)
		r.Method = http.MethodGet
		if err = l.ask(ctx, r, &me, ofToken); err == nil {
			l.Account = web.Account(me.UserID, me.LoginName, me.DisplayName)
		}
	}
	if over || l.Refresh != "" && web.IsLost(err) {
		var g granted
		if g, err = l.byRefresh(ctx); err == nil {
			l.keep(g)
		}
	}
	return web.Standing(l.data, l.Account, err)
}

// user is what Kii says of who is signed in: it must be who signed in.
type user struct {
	UserID, LoginName, DisplayName string
	who                            string
}

// Sensible implements [web.Result].
func (u *user) Sensible() bool { return u.UserID == u.who }
