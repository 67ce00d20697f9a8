package firebase

import (
	"context"
	"net/http"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// A Transport signs in to Firebase. Its zero value with an APIKey is ready to use;
// several goroutines may use one at once.
type Transport struct {
	// APIKey names the project. It is no credential
	// (firebase.google.com/docs/projects/api-keys), and still goes in a header
	// and not in the URL, as cloud.google.com/docs/authentication/api-keys-use
	// recommends.
	APIKey string
	// URL is where Identity Toolkit is, up to the version in its paths; "" is
	// https://identitytoolkit.googleapis.com.
	URL string
	// TokenURL is where tokens are refreshed; "" is
	// https://securetoken.googleapis.com.
	TokenURL string
	// Tenant is the Identity Platform tenant to sign in to, "" for a project
	// without.
	Tenant string
	// Prove proves, before each SMS, that this is the project's own app: Firebase
	// sends none without. The emulator does, and with nil nothing is proved. to
	// is who signs in: the number, or the address where the SMS is a second
	// factor. If Prove fails no SMS is asked for, and its error is shown.
	Prove func(ctx context.Context, to codes.Identifier) (Proof, error)

	// HTTP makes the requests; nil is a new connection for each.
	HTTP http.RoundTripper
	// Insecure allows http:// to other hosts than this one, for tests.
	Insecure bool
	// Now is the clock that says when a token is over; nil is time.Now.
	Now func() time.Time
}

// Emulator returns a Transport for the Firebase Auth emulator at an address such as
// "127.0.0.1:9099" (the emulator's own variable FIREBASE_AUTH_EMULATOR_HOST has it
// in this form). The emulator takes any API key.
func Emulator(host string) *Transport {
	return &Transport{
		APIKey:   "emulator",
		URL:      "http://" + host + "/identitytoolkit.googleapis.com",
		TokenURL: "http://" + host + "/securetoken.googleapis.com",
	}
}

// Perform makes a call, as [flow.Transport] says.
func (t *Transport) Perform(ctx context.Context, call flow.Call, session flow.Session) (flow.Answer, flow.Session, error) {
	return web.Perform(system, call, session, func(d *data) (flow.Answer, error) {
		return (&login{Transport: t, data: d, call: call}).answer(ctx)
	})
}

// A login is one call, and what its session keeps.
type login struct {
	*Transport
	*data
	call  flow.Call
	proof []string // what is secret of a Proof
}

func (l *login) answer(ctx context.Context) (flow.Answer, error) {
	switch l.call.Name {
	case flow.CallConnect: // there is nothing to open
		return flow.Connected{}, nil
	case flow.CallSendCode:
		return l.begin(ctx)
	case flow.CallResendCode:
		return l.resend(ctx)
	case flow.CallSignIn:
		return l.signIn(ctx)
	case flow.CallCheckPassword:
		return l.checkPassword(ctx)
	case flow.CallWhoAmI:
		return l.whoAmI(ctx)
	case flow.CallCancelCode, flow.CallLogOut: // no endpoint for a client does either
		*l.data = data{}
		return flow.Done{}, nil
	default:
		return web.NotAllowed(), nil
	}
}

// begin has a code sent to a number. An address is kept until the password comes:
// the service is not asked about one alone.
func (l *login) begin(ctx context.Context) (flow.Answer, error) {
	*l.data = data{} // who signs in now is perhaps somebody else
	switch l.call.To.Kind() {
	case codes.KindPhone:
		return l.sendCode(ctx, l.call.To)
	case codes.KindEmail:
		l.Email = l.call.To.Reveal()
		return flow.PasswordWanted{}, nil
	default:
		return web.Local(errors.EmailInvalid), nil
	}
}

// resend has another code sent in the way of the last.
func (l *login) resend(ctx context.Context) (flow.Answer, error) {
	to := l.call.Sent.To
	switch {
	case l.Half.Pending != "":
		if err := l.sendSecond(ctx); err != nil {
			return web.Failed(err)
		}
		return l.Half.codeSent(), nil
	case to.Kind() == codes.KindPhone:
		return l.sendCode(ctx, to)
	default:
		return web.NotAllowed(), nil
	}
}
