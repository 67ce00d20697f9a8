package transporttest

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// withoutSession: nobody is signed in under no session, and nothing else can be
// asked under it.
func withoutSession(t testing.TB, s Server) {
	for _, name := range slices.Concat([]flow.CallName{
		flow.CallSendCode, flow.CallResendCode, flow.CallCancelCode, flow.CallSignIn, flow.CallSignUp,
		flow.CallCheckPassword, flow.CallImportToken, flow.CallLogOut,
	}, rare) {
		c := newClient(t, s)
		one := codes.NewSecret("1")
		call := flow.Call{
			Name: name, Number: 1, To: s.Identifier, Email: s.Identifier, Code: one, Password: one, Token: one, TokenKind: "1",
		}
		_ = c.notSent(name, c.ask(call), nil)
		if c.session.Fingerprint() != "" {
			t.Errorf("%s: it made a session", name)
		}
	}
	c := newClient(t, s)
	c.whoAmI(flow.Nobody{})
	if a := c.ask(c.call(flow.CallConnect)); c.session.Fingerprint() == "" {
		t.Fatalf("Connect: %T, and the session has no fingerprint", a)
	}
	c.whoAmI(flow.Nobody{})
}

// signsInAndOut asks before each step who is signed in.
func signsInAndOut(t testing.TB, s Server) {
	c := newClient(t, s)
	given, examined := 0, s.Examined()
	key := "" // that a code was sent to
	next := flow.CallConnect
	for range 10 {
		c.whoAmI(c.standing(next))
		if next == flow.CallLogOut {
			break
		}
		if slices.Contains(spending, next) {
			given++
		}
		answer := c.ask(c.call(next))
		if _, sent := answer.(flow.CodeSent); sent {
			key = c.session.Fingerprint()
		} else if key != "" && c.session.Fingerprint() != key {
			t.Errorf("%s: the fingerprint was %q when the code was sent, and is %q", next, key, c.session.Fingerprint())
		}
		next = c.after(next, answer)
	}
	if n := s.Examined() - examined; n != given {
		t.Errorf("%d values were given, and %d examined", given, n)
	}
	c.goOn(next)
}

func driverSignsIn(t testing.TB, s Server) {
	store := new(flow.MemoryStore)
	driver := func() *flow.Driver { return &flow.Driver{Transport: s.Transport(), Store: store} }
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	state, err := driver().Run(ctx, "me", func(_ context.Context, state flow.State) (flow.Input, error) {
		switch {
		case state.Last != nil:
			return flow.Input{}, state.Last
		case state.Phase == flow.WaitPhoneNumber:
			return flow.Identifier(s.Identifier), nil
		case state.Phase == flow.WaitCode && s.Code != nil:
			return flow.Code(s.Code()), nil
		case state.Phase == flow.WaitPassword:
			return flow.Password(s.Password), nil
		default:
			return flow.Input{}, errors.New("transporttest: asked in " + state.Phase.String())
		}
	})
	if err != nil || state.Phase != flow.Ready {
		t.Fatalf("Run: %v, %v", state, err)
	}
	if state, err = driver().Do(ctx, "me", flow.Poll()); err != nil || state.Phase != flow.Ready {
		t.Fatalf("Poll: %v, %v", state, err)
	}
	if state, err = driver().Do(ctx, "me", flow.LogOut()); err != nil || state.Phase != flow.LoggedOut {
		t.Fatalf("LogOut: %v, %v", state, err)
	}
}

// spending are the calls that give something to be examined.
var spending = []flow.CallName{flow.CallSignIn, flow.CallCheckPassword}

// wrongValue: a wrong code and a wrong password are called so, and harm nothing.
func wrongValue(t testing.TB, s Server) {
	for _, name := range spending {
		c := newClient(t, s)
		if !c.until(name) {
			continue
		}
		before, examined := c.session, s.Examined()
		call := c.call(name)
		call.Code, call.Password = wrong(call.Code), wrong(call.Password)
		refused, ok := c.ask(call).(flow.Refused)
		switch {
		case !ok:
			t.Fatalf("%s with a wrong value: not refused", name)
		case refused.Err.Class != errors.Reenter:
			t.Errorf("%s with a wrong value: %s, class %s; want one of class %s", name, refused.Err.Reason, refused.Err.Class, errors.Reenter)
		}
		if n := s.Examined() - examined; n != 1 {
			t.Errorf("%s with a wrong value: it was examined %d times", name, n)
		}
		c.same(name, before)
		c.whoAmI(c.standing(name))
		c.goOn(name)
	}
}

// wrong is another value of the same length.
func wrong(right codes.Secret) codes.Secret {
	return codes.NewSecret(strings.Map(func(r rune) rune {
		switch r {
		case '9', 'z', 'Z':
			return r - 1
		default:
			return r + 1
		}
	}, right.Reveal()))
}

// anyCall: whatever is asked, the answer is one, or an error. What is no call is
// not sent.
func anyCall(t testing.TB, s Server) {
	connected := newClient(t, s)
	connected.until(flow.CallSendCode)
	for _, session := range []flow.Session{{}, connected.session} {
		for number := range math.MaxUint8 + 1 {
			name := flow.CallName(number)
			c := newClient(t, s)
			c.session = session
			answer, err := c.perform(t.Context(), c.transport(), flow.Call{Name: name})
			if name == flow.NoCall || name > flow.CallLogOut {
				_ = c.notSent(name, answer, err)
				c.same(name, session)
			}
		}
	}
}

// otherKey: a hash is refused under another key than its own before anybody is
// asked, as a Transport that cannot reach anybody shows.
func otherKey(t testing.TB, s Server) {
	c := newClient(t, s)
	if !c.until(flow.CallSignIn) {
		return
	}
	before, examined := c.session, s.Examined()
	for _, tr := range []flow.Transport{s.Unreachable(), s.Transport()} {
		for _, name := range []flow.CallName{
			flow.CallSignIn, flow.CallResendCode, flow.CallCancelCode, flow.CallSignUp,
			flow.CallSendEmailCode, flow.CallVerifyEmail, flow.CallSignInEmail, flow.CallResetLoginEmail,
			flow.CallRequestFirebaseSMS, flow.CallReportMissingCode,
			flow.CallCheckPaidAuth, flow.CallCanPurchaseStore, flow.CallAssignTransaction,
		} {
			call := c.call(name)
			call.Sent.Key = "another key"
			answer, err := c.perform(t.Context(), tr, call)
			refused, ok := answer.(flow.Refused)
			if !ok || refused.Err.Reason != errors.KeyMismatch {
				t.Errorf("%s with the hash of another key: %T, %v; want Refused with errors.KeyMismatch", name, answer, err)
			}
			c.same(name, before)
		}
	}
	if n := s.Examined() - examined; n != 0 {
		t.Errorf("%d codes were examined", n)
	}
	c.goOn(flow.CallSignIn)
}

// strangeSession: what cannot be read is said to be so, and not taken for a
// session without a login.
func strangeSession(t testing.TB, s Server) {
	c := newClient(t, s)
	if !c.until(flow.CallSendCode) {
		return
	}
	own := c.session.Bytes()
	if len(own) == 0 {
		t.Fatalf("Connect: the session has a fingerprint and no bytes")
	}
	for what, data := range map[string][]byte{
		"gone":               nil,
		"garbage":            []byte("\x00\xff garbage"),
		"another system's":   []byte(`{"token":"x"}`),
		"an empty object":    []byte(`{}`),
		"a list":             []byte(`[]`),
		"null":               []byte(`null`),
		"one byte":           own[:1],
		"half":               own[:len(own)/2],
		"one byte too short": own[:len(own)-1],
		"one byte too long":  append(own[:len(own):len(own)], 'x'),
		"twice":              append(own[:len(own):len(own)], own...),
	} {
		for _, name := range []flow.CallName{flow.CallConnect, flow.CallSendCode, flow.CallWhoAmI, flow.CallLogOut} {
			for _, fingerprint := range []string{c.session.Fingerprint(), "another", ""} {
				if fingerprint == "" && len(data) == 0 {
					continue // that is no session
				}
				strange := newClient(t, s)
				strange.session = flow.NewSession(fingerprint, data)
				answer, err := strange.perform(t.Context(), s.Unreachable(), c.call(name))
				if not, ok := answer.(flow.NotSent); !ok || !errors.Is(not.Err, errors.BadRecord) {
					t.Errorf("%s under a session that is %s: %T, %v; want NotSent with errors.BadRecord", name, what, answer, err)
				}
				if string(strange.session.Bytes()) != string(data) || strange.session.Fingerprint() != fingerprint {
					t.Errorf("%s under a session that is %s: the session was changed", name, what)
				}
			}
		}
	}
}
