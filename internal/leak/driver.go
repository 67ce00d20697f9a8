package leak

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// Driver makes a driver tell everything: its log at debug level, its
// observations, and the calls, answers, sessions and errors of its transport are
// seen, and what the calls carry are secrets. It returns d, changed.
func Driver(t Named, d *flow.Driver) *flow.Driver {
	if d.Logger == nil {
		d.Logger = Logger(t)
	} else {
		d.Logger = d.Logger.WithOptions(zap.WrapCore(func(core zapcore.Core) zapcore.Core {
			return zapcore.NewTee(core, Logger(t).Core())
		}))
	}
	observe := d.Observe
	d.Observe = func(o flow.Observation) {
		Saw(t, o)
		if o.State.Last != nil {
			Saw(t, o.State.Last)
		}
		if observe != nil {
			observe(o)
		}
	}
	if d.Transport != nil {
		d.Transport = Transport(t, d.Transport)
	}
	return d
}

// Server makes secrets of what a server knows: numbers and passwords of its
// accounts, its api_hash, and at the end of the test the codes that it has sent,
// read or not.
func Server(t testing.TB, srv *fake.Server, accounts ...fake.Account) {
	Secret(AppHash, srv.AppHash)
	for _, a := range accounts {
		Secret(Phone, a.Phone)
		typed(Password, a.Password)
		Secret(Email, a.Email)
		Secret(Email, a.RecoveryEmail)
	}
	t.Cleanup(func() {
		for _, a := range accounts {
			for _, to := range []string{a.Phone, a.Email, a.RecoveryEmail} {
				for _, m := range srv.Inbox(to) {
					typed(Code, m.Code)
				}
			}
		}
	})
}

// Transport makes a transport tell everything, as [Driver] says.
func Transport(t Named, inner flow.Transport) flow.Transport {
	w := transport{t, inner}
	if hears, ok := inner.(flow.Listener); ok {
		return listener{w, hears}
	}
	return w
}

// listener is a transport that hears.
type listener struct {
	transport
	hears flow.Listener
}

func (w listener) Listen(ctx context.Context, s flow.Session) (flow.Answer, flow.Session, error) {
	answer, after, err := w.hears.Listen(ctx, s)
	Performed(w.t, flow.Call{}, answer, after, err)
	return answer, after, err
}

type transport struct {
	t     Named
	inner flow.Transport
}

func (w transport) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	answer, after, err := w.inner.Perform(ctx, call, s)
	Performed(w.t, call, answer, after, err)
	return answer, after, err
}

// Performed takes one use of a transport: what the call, the answer and the
// session hold are secrets, and all of them are seen.
func Performed(t Named, call flow.Call, answer flow.Answer, after flow.Session, err error) {
	Secret(Phone, call.To.Reveal())
	Secret(Phone, call.Sent.To.Reveal())
	Secret(Hash, call.Sent.Hash.Reveal())
	typed(Code, call.Code.Reveal())
	typed(Password, call.Password.Reveal())
	Secret(Email, call.Email.Reveal())
	typed(Token, call.Token.Reveal())
	typed(Token, call.Proof.Token.Reveal())
	passkey := &call.Passkey
	for _, part := range []codes.Secret{passkey.ID, passkey.ClientData, passkey.AuthenticatorData, passkey.Signature} {
		Secret(Token, part.Reveal())
	}
	switch sent := answer.(type) {
	case flow.LoginTokenShown:
		Secret(Token, sent.Token.Reveal())
	case flow.LoginTokenMoved:
		Secret(Token, sent.Token.Reveal())
	case flow.PaymentWanted:
		Secret(Hash, sent.Sent.Hash.Reveal())
	case flow.CodeSent:
		Secret(Hash, sent.Sent.Hash.Reveal())
		Secret(Token, sent.Sent.Firebase.Nonce.Reveal())
		Secret(Token, sent.Sent.Firebase.PlayIntegrityNonce.Reveal())
		Secret(Token, sent.Sent.Firebase.Receipt.Reveal())
	case flow.EmailWanted:
		Secret(Hash, sent.Sent.Hash.Reveal())
	case flow.EmailCodeSent:
		Secret(Hash, sent.Sent.Hash.Reveal())
	case flow.Authorized:
		Secret(Token, sent.FutureToken.Reveal())
	case flow.Done:
		Secret(Token, sent.FutureToken.Reveal())
	}
	var session struct{ Key []byte }
	if json.Unmarshal(after.Bytes(), &session) == nil {
		Secret(AuthKey, string(session.Key))
	}
	Saw(t, call, answer, after, err)
	switch answer := answer.(type) {
	case flow.NotSent:
		Saw(t, answer.Err)
	case flow.Unanswered:
		Saw(t, answer.Err)
	case flow.Refused:
		if answer.Err != nil { // a broken transport's may be
			Saw(t, answer.Err)
		}
	}
}

// typed takes what a test has typed as a secret, unless it is a plain word or a
// command, such as "wrong" or "/quit": that is found in English, too.
func typed(kind Kind, value string) {
	if strings.Trim(value, "/abcdefghijklmnopqrstuvwxyz") != "" {
		Secret(kind, value)
	}
}
