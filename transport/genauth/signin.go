package genauth

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// between is how long the next message to a number or address must wait (documented).
const between = time.Minute

// begin starts a sign-in, and forgets any other.
func (l *login) begin(ctx context.Context) (flow.Answer, error) {
	who := l.call.To
	*l.data = data{}
	switch {
	case who.IsZero():
		return web.Local(errors.NameInvalid), nil
	case l.Codes && who.Kind() != codes.KindName:
		return l.sendCode(ctx, who)
	}
	l.Kind, l.Who = who.Kind(), who.Reveal()
	return flow.PasswordWanted{}, nil
}

// sendCode has a code to sign in with sent.
func (l *login) sendCode(ctx context.Context, who codes.Identifier) (flow.Answer, error) {
	to := receiverOf(who)
	if err := l.send(ctx, to, "CHANNEL_LOGIN"); err != nil {
		return web.Failed(err)
	}
	sent := codes.Sent{To: who, Hash: codes.NewSecret(rand.Text()), Delivery: to.delivery(), Next: to.delivery()}
	return flow.CodeSent{Sent: sent, ResendAfter: between}, nil
}

// send has a code sent.
func (l *login) send(ctx context.Context, to receiver, channel string) error {
	path, body := "/api/v3/send-sms", to.fields("phoneNumber")
	if to.Email != "" {
		path = "/api/v3/send-email"
	}
	body["channel"] = channel
	_, err := l.ask(ctx, post(path, nil, body), errors.Misconfigured)
	notOfThis(err)
	if no := web.Refusal(err); no != nil && no.Class == errors.Wait && no.Wait == 0 {
		no.Wait = between
	}
	return err
}

func (l *login) signInByCode(ctx context.Context) (flow.Answer, error) {
	payload := receiverOf(l.call.Sent.To).fields("phone")
	payload["passCode"] = l.call.Code.Reveal()
	return l.signIn(ctx, map[string]any{
		"connection": "PASSCODE", "passCodePayload": payload, "options": map[string]string{"scope": l.scope()},
	})
}

func (l *login) signInByPassword(ctx context.Context) (flow.Answer, error) {
	name, who := "account", l.Who
	switch {
	case l.Kind == codes.KindEmail:
		name = "email"
	case l.Kind == codes.KindPhone:
		// The number is documented to have no country code, and that has no field here.
		name, who = "phone", l.national()
	case l.Usernames:
		name = "username"
	}
	password, kind, err := l.sealed(ctx)
	switch {
	case web.Refusal(err) != nil:
		return web.Failed(err)
	case err != nil:
		return flow.NotSent{Err: err}, nil
	}
	return l.signIn(ctx, map[string]any{
		"connection": "PASSWORD", "passwordPayload": map[string]string{name: who, "password": password},
		"options": map[string]string{"scope": l.scope(), "passwordEncryptType": kind},
	})
}

// national is the phone number that a password is wanted for, without its country code.
func (d *data) national() string {
	if d.Kind != codes.KindPhone {
		return ""
	}
	_, number := split(d.Who)
	return number
}

func (t *Transport) scope() string {
	if t.Scope == "" {
		return "openid profile offline_access"
	}
	return t.Scope
}

func (l *login) signIn(ctx context.Context, body map[string]any) (flow.Answer, error) {
	if l.ClientAuth == Post {
		body["client_id"], body["client_secret"] = l.AppID, l.Secret.Reveal()
	}
	given, err := l.ask(ctx, post("/api/v3/signin", l.basic(), body), errors.Misconfigured)
	if no := web.Refusal(err); no != nil && (no.Text == ofPerson || no.Text == ofApp) {
		return l.beginFactor(ctx, given, no.Text)
	}
	if err != nil {
		return web.Failed(err)
	}
	return l.enter(ctx, given)
}

// enter takes the tokens and asks whose they are. If that does not come out, nobody
// knows, and WhoAmI asks again.
func (l *login) enter(ctx context.Context, given json.RawMessage) (flow.Answer, error) {
	if !l.take(given) {
		return nil, errors.New("genauth: the answer to the sign-in has no token")
	}
	if err := l.profile(ctx); err != nil {
		return nil, err
	}
	return flow.Authorized{Account: l.Account}, nil
}
