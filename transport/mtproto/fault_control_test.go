package mtproto_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// TestWholeSignInControls breaks the transport, in the ways that TestWholeSignIn
// is there to find. A test that does not see them is worth nothing.
func TestWholeSignInControls(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	in, inAndOut := scripts()[0], scripts()[1]
	calls := map[string][]traffic{in.name: whole(t, in), inAndOut.name: whole(t, inAndOut)}
	for _, control := range []struct {
		name   string
		design design
		script script
		kind   trouble
		dir    direction
		call   flow.CallName // in which trouble begins
		want   error
	}{
		{"a lost SignIn sent again", again(flow.CallSignIn), in, cutOff, down, flow.CallSignIn, errTwice},
		{"a lost CheckPassword sent again", again(flow.CallCheckPassword), in, cutOff, down, flow.CallCheckPassword, errUntrue},
		{"a lost SendCode sent again", again(flow.CallSendCode), in, cutOff, down, flow.CallSendCode, errResent},
		{"a lost answer called not sent", denying, in, cutOff, down, flow.CallSignIn, errUntrue},
		{"a lost query called answered", believing, inAndOut, cutOff, up, flow.CallLogOut, errUntrue},
		{"WhoAmI blind to half logins", blind, in, cutOff, down, flow.CallSignIn, errAsked},
		{"a new key after a lost answer", renewing, in, cutOff, down, flow.CallSignIn, errOrphan},
		{"the session dropped on error", careless, in, cutOff, down, flow.CallCheckPassword, errOrphan},
		{"an error of nobody's making", vague, in, outage, up, flow.CallSignIn, errUntyped},
		{"a call that waits for the server", patient, in, silence, down, flow.CallSignIn, errWaits},
	} {
		t.Run(control.name, func(t *testing.T) {
			var seen []error
			// So close that some are in the middle of each answer: then the server
			// has acted.
			for at, more := 0, true; more; at += 64 {
				more = false
				for n, call := range calls[control.script.name] {
					if call.call != control.call || at > call.bytes[control.dir] {
						continue
					}
					more = true
					p := newSignIn(t, control.script, control.design)
					if control.want == errWaits {
						p.patience = time.Second
					}
					err := p.play(&plan{n, fault{control.kind, control.dir, at}, 1})
					p.close()
					if errors.Is(err, control.want) {
						return
					}
					seen = append(seen, err)
				}
			}
			require.Fail(t, "not seen", "%v", seen)
		})
	}
}

// A design is what becomes of a transport. Those below are broken.
type design = func(flow.Transport) flow.Transport

// performs is a transport made of a function.
type performs func(context.Context, flow.Call, flow.Session) (flow.Answer, flow.Session, error)

// Perform implements flow.Transport.
func (f performs) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	return f(ctx, call, s)
}

// afterError makes a transport that does something of its own when a call has
// failed.
func afterError(then func(ctx context.Context, inner flow.Transport, call flow.Call, s flow.Session, err error) (flow.Answer, flow.Session, error)) design {
	return func(inner flow.Transport) flow.Transport {
		return performs(func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
			answer, after, err := inner.Perform(ctx, call, s)
			if err != nil {
				return then(ctx, inner, call, after, err)
			}
			return answer, after, nil
		})
	}
}

func again(name flow.CallName) design {
	return afterError(func(ctx context.Context, inner flow.Transport, call flow.Call, s flow.Session, err error) (flow.Answer, flow.Session, error) {
		if call.Name != name {
			return nil, s, err
		}
		return inner.Perform(ctx, call, s)
	})
}

var denying = afterError(func(_ context.Context, _ flow.Transport, _ flow.Call, s flow.Session, err error) (flow.Answer, flow.Session, error) {
	return flow.NotSent{Err: err}, s, nil
})

var believing = afterError(func(_ context.Context, _ flow.Transport, _ flow.Call, s flow.Session, _ error) (flow.Answer, flow.Session, error) {
	return flow.Done{}, s, nil
})

var renewing = afterError(func(ctx context.Context, inner flow.Transport, _ flow.Call, s flow.Session, err error) (flow.Answer, flow.Session, error) {
	_, s, _ = inner.Perform(ctx, flow.Call{Name: flow.CallConnect}, s)
	return nil, s, err
})

var careless = afterError(func(_ context.Context, _ flow.Transport, _ flow.Call, _ flow.Session, err error) (flow.Answer, flow.Session, error) {
	return nil, flow.NewSession("", []byte(`{"v":1,"dc":4}`)), err
})

func blind(inner flow.Transport) flow.Transport {
	return performs(func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
		answer, after, err := inner.Perform(ctx, call, s)
		if _, half := answer.(flow.PasswordWanted); half && call.Name == flow.CallWhoAmI {
			answer = flow.Nobody{}
		}
		return answer, after, err
	})
}

func patient(inner flow.Transport) flow.Transport {
	return performs(func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
		return inner.Perform(context.WithoutCancel(ctx), call, s)
	})
}

// vague answers what cannot be told to a person.
var vague = afterError(func(_ context.Context, _ flow.Transport, _ flow.Call, s flow.Session, _ error) (flow.Answer, flow.Session, error) {
	return flow.Refused{Err: errors.FromRPC("auth.signIn", 400, "API_ID_INVALID")}, s, nil
})
