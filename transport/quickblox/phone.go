package quickblox

import (
	"context"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// sendPhoneCode has Firebase send a code, unless one for this number has been
// accepted already.
func (l *login) sendPhoneCode(ctx context.Context) (flow.Answer, error) {
	if l.ProjectID == "" {
		return web.Failed(web.Misconfigured("quickblox.Transport needs a ProjectID for phone numbers"))
	}
	if answer, err := accepted(l.finishPhone(ctx)); answer != (flow.Nobody{}) {
		return answer, err
	}
	if l.Phone.Fingerprint == "" {
		if answer, err := l.askFirebase(ctx, flow.Call{Name: flow.CallConnect}); answer != (flow.Connected{}) {
			return answer, err
		}
	}
	return l.askFirebase(ctx, l.call)
}

// aboutCode has Firebase send another code, withdraw one, or look at one; then the
// sign-in is finished at QuickBlox.
func (l *login) aboutCode(ctx context.Context) (flow.Answer, error) {
	if l.Firebase == nil || l.Phone.Fingerprint == "" {
		return web.Local(errors.PhoneCodeExpired), nil
	}
	if l.call.Name == flow.CallSignIn { // perhaps one has been accepted already
		if answer, err := accepted(l.finishPhone(ctx)); answer != (flow.Nobody{}) {
			return answer, err
		}
	}
	answer, err := l.askFirebase(ctx, l.call)
	if _, is := answer.(flow.Authorized); is {
		return accepted(l.finishPhone(ctx))
	}
	return answer, err
}

// accepted is what becomes of a call once a code has been accepted. That QuickBlox
// was not asked, or wants us to wait, does not undo the code: it leaves the call in
// doubt, and WhoAmI goes on where it stopped. Nobody has to give the code again.
//
// The driver asks WhoAmI at once, so after a 429 one request is made before its
// Retry-After is over. The wait that the next 429 demands is kept.
func accepted(answer flow.Answer, err error) (flow.Answer, error) {
	switch a := answer.(type) {
	case flow.NotSent:
		return nil, a.Err
	case flow.Refused:
		if a.Err.Class == errors.Wait {
			return nil, a.Err
		}
	}
	return answer, err
}

// finishPhone gives QuickBlox what Firebase gave for a code; Nobody if it gave
// nothing. If that is refused for good, a new code is needed.
func (l *login) finishPhone(ctx context.Context) (flow.Answer, error) {
	if l.Firebase == nil || l.Phone.Fingerprint == "" {
		return flow.Nobody{}, nil
	}
	tokens, err := firebase.Token(l.Phone.session())
	if err == nil && web.IsOver(tokens.Expires, web.Now(l.Now)) {
		// Asked who it is, it refreshes them.
		answer, lost := l.askFirebase(ctx, flow.Call{Name: flow.CallWhoAmI})
		if _, fresh := answer.(flow.Authorized); !fresh {
			return l.dropRefused(answer), lost
		}
		tokens, err = firebase.Token(l.Phone.session())
	}
	if err != nil {
		return flow.Nobody{}, nil
	}
	in := fields{"provider": "firebase_phone", "firebase_phone": fields{
		"project_id": l.ProjectID, "access_token": tokens.ID.Reveal(), // the ID token, in spite of the name
	}}
	answer, err := l.logIn(ctx, in, errors.TokenInvalid, tokens.ID.Reveal())
	return l.dropRefused(answer), err
}

// dropRefused drops what Firebase gave if an answer refuses it, which a wait, trouble
// at a server and wrong settings do not. A refusal that nothing is known of means to
// start over: there is nothing else left to do.
func (l *login) dropRefused(answer flow.Answer) flow.Answer {
	no, refused := answer.(flow.Refused)
	if !refused || web.IsPassing(no.Err) || no.Err.Class == errors.Configuration {
		return answer
	}
	l.Phone = nested{}
	if no.Err.Class == errors.Unknown {
		no.Err.Class = errors.StartOver
	}
	return answer
}

// askFirebase makes a call under the session inside the session.
func (l *login) askFirebase(ctx context.Context, call flow.Call) (flow.Answer, error) {
	inner := l.Phone.session()
	if !call.Sent.IsZero() {
		call.Sent.Key = inner.Fingerprint()
	}
	answer, inner, err := l.Firebase.Perform(ctx, call, inner)
	if inner.Fingerprint() != "" {
		l.Phone = nested{inner.Fingerprint(), inner.Bytes()}
	}
	return answer, err
}
