package quickblox

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// Facebook is the kind of a [flow.Token] that Facebook issued.
const Facebook = "facebook"

// A Transport signs in to one application at QuickBlox. Several goroutines may use
// it at once.
type Transport struct {
	// ApplicationID, AuthKey and AuthSecret are the application's credentials from
	// QuickBlox' dashboard, and must be set. The secret signs and is never sent.
	ApplicationID, AuthKey string
	AuthSecret             codes.Secret
	// SHA256 signs with HMAC-SHA256 in place of HMAC-SHA1.
	SHA256 bool
	// URL is the API's address; "" is https://api.quickblox.com.
	URL string
	// Firebase sends codes to phone numbers, for the project ProjectID. If it is
	// nil a phone number is refused with [errors.PhoneNumberInvalid].
	Firebase  *firebase.Transport
	ProjectID string
	// HTTP carries the requests to QuickBlox; nil is a new connection for each.
	HTTP http.RoundTripper
	// Insecure allows http:// to other hosts than this one.
	Insecure bool
	// Now is the clock, which signatures depend on; nil is time.Now.
	Now func() time.Time
}

// Perform makes a call; see [flow.Transport]. Beside those of package firebase it
// refuses with [errors.CredentialsInvalid] (no such user, or a wrong password),
// [errors.TokenInvalid] (a token of Facebook or Firebase),
// [errors.Misconfigured] (the application's credentials, or the clock) and
// [errors.FloodWait]. Other refusals have class [errors.Unknown], or
// [errors.StartOver] if they cost the code of a phone, or [errors.Transient] from
// status 500 on.
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
	case flow.CallConnect:
		return l.open(ctx)
	case flow.CallSendCode:
		return l.sendCode(ctx)
	case flow.CallResendCode, flow.CallCancelCode, flow.CallSignIn:
		return l.aboutCode(ctx)
	case flow.CallCheckPassword:
		name := map[codes.Kind]string{codes.KindName: "login", codes.KindEmail: "email"}[l.Kind]
		if name == "" {
			return web.NotAllowed(), nil
		}
		return l.logIn(ctx, fields{name: l.Who, "password": l.call.Password.Reveal()}, errors.CredentialsInvalid)
	case flow.CallImportToken:
		if l.call.TokenKind != Facebook {
			return web.NotAllowed(), nil
		}
		l.forget() // the token says who
		l.changeUser()
		in := fields{"provider": Facebook, "keys": fields{"token": l.call.Token.Reveal()}}
		return l.logIn(ctx, in, errors.TokenInvalid)
	case flow.CallWhoAmI:
		return l.whoAmI(ctx)
	case flow.CallLogOut:
		return l.logOut(ctx)
	default:
		return web.NotAllowed(), nil
	}
}

func (l *login) sendCode(ctx context.Context) (flow.Answer, error) {
	kind, who := l.call.To.Kind(), l.call.To.Reveal()
	if l.Kind != kind || l.Who != who {
		l.Kind, l.Who, l.Phone = kind, who, nested{}
		l.changeUser()
	}
	switch {
	case kind == codes.KindName, kind == codes.KindEmail:
		return flow.PasswordWanted{}, nil
	case kind == codes.KindPhone && l.Firebase != nil:
		return l.sendPhoneCode(ctx)
	default:
		return web.Local(errors.PhoneNumberInvalid), nil
	}
}

// changeUser leaves a session behind that a late sign-in can still make its user's:
// it must not become the session of somebody else.
func (l *login) changeUser() {
	if l.Late {
		l.Token = ""
	}
}

// loggedIn answers POST /login.json.
type loggedIn struct {
	User struct {
		ID       int64  `json:"id"`
		Login    string `json:"login"`
		FullName string `json:"full_name"`
	} `json:"user"`
}

// logIn makes a user's session of the application's. wrong is what a 401 means. If
// the session is gone nothing was examined, and another one has to be saved before
// the credentials are sent under it.
func (l *login) logIn(ctx context.Context, in fields, wrong errors.Reason, typed ...string) (flow.Answer, error) {
	if l.Token == "" {
		return l.move(ctx)
	}
	reply, err := l.ask(ctx, http.MethodPost, "/login.json", in, typed...)
	l.Late = l.Late || err != nil && web.Refusal(err) == nil
	var out loggedIn
	switch {
	case isGone(reply, err):
		return l.move(ctx)
	case isDead(err):
		return meant(err, wrong)
	case l.call.Name == flow.CallWhoAmI && isSenselessNo(reply, err):
		// That nobody is signed in has just been said. Asked again it would be the
		// same, and the login in doubt for ever.
		return flow.Refused{Err: reply.Refused("", nil)}, nil
	case err != nil:
		return web.Failed(err)
	case reply.JSON(&out) != nil || out.User.ID <= 0:
		return nil, reply.Senseless()
	}
	return l.authorized(reply, web.Account(strconv.FormatInt(out.User.ID, 10), out.User.Login, out.User.FullName)), nil
}

// move opens a session in the place of one that is gone. Whatever becomes of that,
// the call itself was certainly not made.
func (l *login) move(ctx context.Context) (flow.Answer, error) {
	answer, err := l.open(ctx)
	switch {
	case err != nil:
		return flow.NotSent{Err: err}, nil
	case answer == (flow.Connected{}):
		return flow.Moved{}, nil
	}
	return answer, nil
}

// whoAmI asks whose session it is. If it is nobody's yet, what the person has
// already given decides.
func (l *login) whoAmI(ctx context.Context) (flow.Answer, error) {
	if l.Token != "" {
		reply, err := l.ask(ctx, http.MethodGet, "/session.json", nil)
		var out shownSession
		switch {
		case isDead(err):
			l.Token = ""
		case err != nil:
			return web.Failed(err)
		case reply.JSON(&out) != nil || out.Session.UserID == nil || *out.Session.UserID < 0:
			return nil, reply.Senseless()
		case *out.Session.UserID > 0:
			user := flow.Account{ID: strconv.FormatInt(*out.Session.UserID, 10)}
			switch l.Account.ID {
			case "":
			case user.ID:
				user = l.Account
			default: // a session changes its user in no documented way
				return nil, reply.Senseless()
			}
			return l.authorized(reply, user), nil
		}
		// We are asked because a sign-in is in doubt, perhaps one of a process that died.
		l.Late = l.Late || l.Kind != codes.NoKind
	}
	switch {
	case l.Account.ID != "": // somebody was signed in
		*l.data = data{}
		return flow.Nobody{}, nil
	case l.Kind == codes.KindName, l.Kind == codes.KindEmail:
		return flow.PasswordWanted{}, nil
	}
	return l.finishPhone(ctx)
}

// logOut gives a user's session back to the application. Where no sign-in is known
// of there may be one whose answer was lost: so it is asked first, as what a server
// says to the log-out of nobody is not documented.
func (l *login) logOut(ctx context.Context) (flow.Answer, error) {
	l.forget()
	if l.Account.ID == "" {
		if answer, err := l.whoAmI(ctx); answer == (flow.Nobody{}) {
			*l.data = data{}
			return flow.Done{}, nil
		} else if l.Account.ID == "" {
			return answer, err
		}
	}
	reply, err := l.ask(ctx, http.MethodDelete, "/login.json", nil)
	switch {
	case isDead(err): // that is as good
	case err != nil:
		return web.Failed(err)
	case reply.Status != http.StatusOK || strings.TrimSpace(string(reply.Body)) != "":
		return nil, reply.Senseless()
	}
	*l.data = data{}
	return flow.Done{}, nil
}

// authorized keeps whose session it is, and drops what led there.
func (l *login) authorized(reply *web.Reply, account flow.Account) flow.Answer {
	l.forget()
	l.Account, l.Expires, l.Late = account, l.expires(reply).Unix(), false
	return flow.Authorized{Account: account}
}
