package transporttest

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// rare are the calls that few systems have.
var rare = []flow.CallName{
	flow.CallSendEmailCode, flow.CallVerifyEmail, flow.CallSignInEmail, flow.CallResetLoginEmail,
	flow.CallRequestRecovery, flow.CallCheckRecoveryCode, flow.CallRecoverPassword,
	flow.CallResetPassword, flow.CallDeclinePasswordReset, flow.CallDeleteAccount,
	flow.CallExportLoginToken, flow.CallImportLoginToken, flow.CallInitPasskey, flow.CallFinishPasskey, flow.CallRequestFirebaseSMS, flow.CallCheckPaidAuth,
	flow.CallAssignTransaction,
}

// typedRarely is what a rare call carries and nothing may show. None of it is right.
var typedRarely = map[string]string{
	"e-mail address": "nobody.7c1e@example.com",
	"e-mail code":    "90817263",
	"token":          "eyJub2JvZHkiOiI3YzFlIn0",
	"new password":   "Wrong-Horse-7c1e",
	"hint":           "a beast 7c1e",
	"signature":      "signed by nobody 7c1e",
	"receipt":        "receipt of nothing 7c1e",
}

// rareCalls: a call that a system does not have is not sent, and nobody need be
// reached to know that. One that it has keeps the promises of the others. With what
// is given here it is refused, and so changes nothing at the server; those that give
// nothing are answered with what another device, or an authenticator, is shown.
func rareCalls(t testing.TB, s Server) {
	for _, name := range rare {
		c := newClient(t, s)
		if !c.atRare(name) {
			c = newClient(t, s)
			c.until(flow.CallSendCode)
		}
		before := c.session
		for _, call := range c.rareCall(name) {
			answer, err := c.tryRare(t.Context(), s.Unreachable(), call)
			lacks := errors.Is(c.notSent(name, answer, err), errors.NotAllowed)

			ended, cancel := context.WithCancel(t.Context())
			cancel()
			answer, err = c.tryRare(ended, c.transport(), call)
			if _, ok := answer.(flow.NotSent); !ok && !errors.Is(err, context.Canceled) {
				t.Errorf("%s under an ended context: %T, %v; want NotSent, or context.Canceled", name, answer, err)
			}
			if lacks {
				answer, err = c.tryRare(t.Context(), c.transport(), call)
				if why := c.notSent(name, answer, err); !errors.Is(why, errors.NotAllowed) {
					t.Errorf("%s: not sent: %v; want errors.NotAllowed, as where no server can be reached", name, why)
				}
				continue
			}
			answer, err = c.tryRare(t.Context(), c.transport(), call)
			if want := shownRarely(name); reflect.TypeOf(answer) != reflect.TypeOf(want) {
				t.Errorf("%s with what cannot be right: %T, %v; want %T", name, answer, err, want)
			}
			examined := s.Examined()
			s.LoseAnswer(name)
			answer, err = c.tryRare(t.Context(), c.transport(), call)
			if err == nil {
				t.Errorf("%s whose answer is lost: %T; want an error", name, answer)
			}
			if n := s.Examined() - examined; n > 1 {
				t.Errorf("%s whose answer is lost: what was given was examined %d times", name, n)
			}
		}
		c.same(name, before)
	}
}

// shownRarely is the kind of answer to a rare call.
func shownRarely(name flow.CallName) flow.Answer {
	switch name {
	case flow.CallExportLoginToken:
		return flow.LoginTokenShown{}
	case flow.CallInitPasskey:
		return flow.PasskeyOptions{}
	default:
		return flow.Refused{}
	}
}

// atRare signs in as far as a rare call means something: where a code is out, or the
// password is wanted. That is reported false if a sign-in does not come to it. What
// could be done without anything that is given is asked for before.
func (c *client) atRare(name flow.CallName) bool {
	c.Helper()
	switch name {
	case flow.CallCheckRecoveryCode, flow.CallRecoverPassword, flow.CallDeleteAccount:
		return c.until(flow.CallCheckPassword)
	default:
		return c.until(flow.CallSignIn)
	}
}

// rareCall makes a rare call with what cannot be right, in each of its forms.
func (c *client) rareCall(name flow.CallName) []flow.Call {
	c.Helper()
	secret := func(what string) codes.Secret { return codes.NewSecret(typedRarely[what]) }
	call := flow.Call{Name: name, Number: 1}
	with := func(change func(*flow.Call)) flow.Call {
		other := call
		change(&other)
		return other
	}
	code := func(call *flow.Call) { call.Code = secret("e-mail code") }
	switch name {
	case flow.CallSendEmailCode:
		address, err := codes.Email(typedRarely["e-mail address"])
		if err != nil {
			c.Fatalf("%s: %v", name, err)
		}
		call.Sent, call.Email = c.sent, address
	case flow.CallVerifyEmail, flow.CallSignInEmail:
		call.Sent = c.sent
		token := func(call *flow.Call) { call.TokenKind, call.Token = flow.AppleTokenKind, secret("token") }
		return []flow.Call{with(code), with(token)}
	case flow.CallResetLoginEmail:
		call.Sent = c.sent
	case flow.CallCheckRecoveryCode:
		code(&call)
	case flow.CallRecoverPassword:
		code(&call)
		return []flow.Call{call, with(func(call *flow.Call) {
			call.Password, call.Hint = secret("new password"), secret("hint")
		})}
	case flow.CallDeleteAccount:
		call.Password = secret("new password")
	case flow.CallImportLoginToken:
		call.Token = secret("token")
	case flow.CallInitPasskey:
		return []flow.Call{call, with(func(call *flow.Call) { call.Firebase = true })}
	case flow.CallFinishPasskey:
		call.From = c.session.Fingerprint()
		return []flow.Call{
			with(func(call *flow.Call) {
				call.Passkey = flow.PasskeyCredential{
					ID: secret("token"), RawID: secret("token"), ClientData: codes.NewSecret("{}"),
					AuthenticatorData: secret("signature"), Signature: secret("signature"),
				}
			}),
			with(func(call *flow.Call) { call.Token = secret("token") }),
			with(func(call *flow.Call) { call.Firebase, call.Token = true, secret("token") }),
		}
	case flow.CallRequestFirebaseSMS:
		call.Sent, call.TokenKind, call.Token = c.sent, flow.PlayIntegrityProof, secret("token")
	case flow.CallCheckPaidAuth:
		call.Sent, call.Payment.FormID = c.sent, 1
	case flow.CallAssignTransaction:
		call.Sent, call.Token = c.sent, secret("receipt")
		store := func(name string) flow.Call { return with(func(call *flow.Call) { call.TokenKind = name }) }
		return []flow.Call{store(flow.AppStore), store(flow.PlayMarket)}
	default:
	}
	return []flow.Call{call}
}

// tryRare makes a call and looks at all that comes of it.
func (c *client) tryRare(ctx context.Context, tr flow.Transport, call flow.Call) (flow.Answer, error) {
	c.Helper()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	answer, err := c.perform(ctx, tr, call)
	secrets := c.secrets()
	for what, secret := range typedRarely {
		secrets[what] = secret
	}
	for what, secret := range secrets {
		for _, form := range forms(answer, err) {
			if strings.Contains(form, secret) {
				c.Errorf("%s: what came of it shows the %s: %s", call.Name, what, strings.ReplaceAll(form, secret, "<"+what+">"))
			}
		}
	}
	return answer, err
}
