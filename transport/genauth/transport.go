package genauth

import (
	"context"
	"net/http"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// ClientAuth is how an app proves itself: its token endpoint's authentication method.
type ClientAuth uint8

// The methods.
const (
	None  ClientAuth = iota // nothing: apps that cannot keep a secret
	Post                    // client_secret_post: AppID and Secret in the body
	Basic                   // client_secret_basic: both in the header Authorization
)

// A Transport signs in to one app. It implements [flow.Transport]. Its fields must not
// be changed after the first use. LogOut revokes the refresh token, or else the access
// token; RFC 7009 has a server that can end both together do so.
type Transport struct {
	// URL is https://{app}.genauth.ai or https://{app}.authing.cn. It must be set.
	URL string
	// AppID is the app's id. It must be set.
	AppID string
	// ClientAuth says how the app proves itself; Post and Basic need the Secret.
	ClientAuth ClientAuth
	Secret     codes.Secret
	// Codes has a code sent to a phone number or e-mail address, in place of asking
	// for the password. A name is asked for its password all the same.
	Codes bool
	// Usernames sends a name as username, which is compared with user names only,
	// and not as account, which may also be a phone number or e-mail address.
	Usernames bool
	// Scope is separated by spaces; it must contain openid, and offline_access to
	// get a refresh token. "" is "openid profile offline_access".
	Scope string
	// Cipher encrypts passwords inside of TLS; nil does not.
	Cipher Cipher

	// HTTP carries the requests; nil makes a new connection for each.
	HTTP http.RoundTripper
	// Insecure allows http:// to hosts other than this one, for tests.
	Insecure bool
	// Now is the clock; nil is time.Now.
	Now func() time.Time
}

// Perform implements [flow.Transport].
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
	second := l.call.Sent.Purpose == codes.SecondFactor
	switch name := l.call.Name; {
	case name == flow.CallConnect: // there is nothing to open
		if err := l.settings(); err != nil {
			return web.Failed(err)
		}
		return flow.Connected{}, nil
	case name == flow.CallSendCode:
		return l.begin(ctx)
	case name == flow.CallResendCode && second:
		return l.resendFactor(ctx)
	case name == flow.CallResendCode:
		return l.sendCode(ctx, l.call.Sent.To)
	case name == flow.CallSignIn && second:
		return l.verifyFactor(ctx)
	case name == flow.CallSignIn:
		return l.signInByCode(ctx)
	case name == flow.CallCheckPassword && l.Kind != codes.NoKind:
		return l.signInByPassword(ctx)
	case name == flow.CallCancelCode:
		l.Kind, l.Who, l.Factor = codes.NoKind, "", factor{}
		return flow.Done{}, nil
	case name == flow.CallWhoAmI:
		return l.whoAmI(ctx)
	case name == flow.CallLogOut:
		return l.logOut(ctx)
	default:
		return web.NotAllowed(), nil
	}
}
