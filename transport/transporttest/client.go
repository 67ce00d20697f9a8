package transporttest

import (
	"context"
	"reflect"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
)

// patience is how long a check waits for what must happen soon. Only a check
// that fails ever waits so long.
var patience = time.Minute

// A client makes calls one by one, as a driver would.
type client struct {
	testing.TB
	server Server
	// shared, if set, makes all the calls; else each is made by a new Transport.
	shared  flow.Transport
	session flow.Session
	sent    codes.Sent
	account flow.Account
}

func newClient(t testing.TB, s Server) *client { return &client{TB: t, server: s} }

// beside is a testing.TB for a goroutine beside the test's own, which alone may
// call FailNow.
type beside struct{ testing.TB }

func (b beside) Fatalf(format string, args ...any) {
	b.Helper()
	b.Errorf(format, args...)
	runtime.Goexit()
}

// perform makes a call, whatever becomes of it, and keeps the session's bytes.
func (c *client) perform(ctx context.Context, tr flow.Transport, call flow.Call) (answer flow.Answer, err error) {
	c.Helper()
	defer func() {
		if said := recover(); said != nil {
			c.Fatalf("%s: panic: %v\n%s", call.Name, said, debug.Stack())
		}
	}()
	answer, session, err := tr.Perform(ctx, call, c.session)
	if session.Fingerprint() != "" || len(session.Bytes()) > 0 {
		c.session = flow.NewSession(session.Fingerprint(), session.Bytes())
	}
	switch a := answer.(type) {
	case nil:
		if err == nil {
			c.Fatalf("%s: neither an answer nor an error", call.Name)
		}
	case flow.CodeSent:
		c.sent = a.Sent
		c.sent.To, c.sent.Key = c.server.Identifier, c.session.Fingerprint()
		if c.sent.Hash.IsZero() {
			c.Errorf("%s: a sent code without a hash", call.Name)
		}
	case flow.Authorized:
		c.account = a.Account
	case flow.Refused:
		if a.Err == nil || a.Err.Reason == "" {
			c.Fatalf("%s: refused without a reason", call.Name)
		}
	case flow.NotSent:
		if a.Err == nil {
			c.Errorf("%s: not sent, and nobody says why", call.Name)
		}
	case flow.Connected, flow.EmailWanted, flow.EmailCodeSent, flow.PasswordWanted, flow.RecoverySent, flow.ResetPending,
		flow.RegistrationWanted, flow.LoginTokenShown, flow.LoginTokenMoved, flow.PasskeyOptions, flow.PaymentWanted,
		flow.Done, flow.Nobody, flow.Moved, flow.Unsupported:
	default:
		c.Fatalf("%s: %T is no answer that a Transport gives", call.Name, answer)
	}
	if answer != nil && err != nil {
		c.Errorf("%s: both an answer, %T, and an error: %v", call.Name, answer, err)
	}
	return answer, err
}

// transport is the one to make the next call with.
func (c *client) transport() flow.Transport {
	if c.shared != nil {
		return c.shared
	}
	return c.server.Transport()
}

// ask makes a call that must be answered.
func (c *client) ask(call flow.Call) flow.Answer {
	c.Helper()
	ctx, cancel := context.WithTimeout(c.Context(), patience)
	defer cancel()
	answer, err := c.perform(ctx, c.transport(), call)
	if err != nil {
		c.Fatalf("%s: %v", call.Name, err)
	}
	return answer
}

// call makes a call with what a person who has everything would give.
func (c *client) call(name flow.CallName) flow.Call {
	call := flow.Call{Name: name, Number: 1}
	switch name {
	case flow.CallSendCode:
		call.To = c.server.Identifier
	case flow.CallSignIn:
		call.Sent, call.Code = c.sent, codes.NewSecret(c.server.Code())
	case flow.CallResendCode, flow.CallCancelCode:
		call.Sent = c.sent
	case flow.CallSignUp:
		call.Sent, call.FirstName = c.sent, "Ada"
	case flow.CallCheckPassword:
		call.Password = codes.NewSecret(c.server.Password)
	default: // nothing, or a rare one's
	}
	return call
}

// until signs in as far as a call, which is to be made next; LogOut is next when
// the login is ready. It reports false if a sign-in does not come to that call.
func (c *client) until(call flow.CallName) bool {
	c.Helper()
	next := flow.CallConnect
	for range 10 {
		if next == call {
			return true
		}
		if next == flow.CallLogOut {
			return false
		}
		next = c.after(next, c.ask(c.call(next)))
	}
	c.Fatalf("no end of a sign-in")
	return false
}

// after is the call that follows from an answer.
func (c *client) after(asked flow.CallName, answer flow.Answer) flow.CallName {
	c.Helper()
	switch a := answer.(type) {
	case flow.Connected:
		if c.session.Fingerprint() == "" {
			c.Fatalf("%s: the session has no fingerprint", asked)
		}
		return flow.CallSendCode
	case flow.Moved:
		return asked
	case flow.CodeSent:
		if c.server.Code == nil {
			c.Fatalf("a code was sent, and Server.Code is nil")
		}
		if a.Sent.Purpose == codes.SecondFactor && a.Sent.Delivery == codes.NoDelivery && a.Sent.Next != codes.NoDelivery {
			return flow.CallResendCode // it was not sent yet
		}
		return flow.CallSignIn
	case flow.PasswordWanted:
		return flow.CallCheckPassword
	case flow.Authorized:
		return flow.CallLogOut
	case flow.Refused:
		c.Fatalf("%s: %v", asked, a.Err)
	case flow.NotSent:
		c.Fatalf("%s: not sent: %v", asked, a.Err)
	default:
		c.Fatalf("%s: %T", asked, answer)
	}
	return flow.NoCall
}

// goOn takes a login from a call to the end of the sign-in, asks who it is, and
// logs out.
func (c *client) goOn(next flow.CallName) {
	c.Helper()
	for range 10 {
		if next == flow.CallLogOut {
			c.whoAmI(flow.Authorized{})
			if a, ok := c.ask(c.call(next)).(flow.Done); !ok {
				c.Fatalf("%s: %T, want Done", next, a)
			}
			c.whoAmI(flow.Nobody{})
			return
		}
		next = c.after(next, c.ask(c.call(next)))
	}
	c.Fatalf("no end of a sign-in")
}

// whoAmI asks who is signed in and compares the kind of answer, and the account
// and the sent code with what was said of them before.
func (c *client) whoAmI(want flow.Answer) {
	c.Helper()
	known, sent := c.account, c.sent
	got := c.ask(c.call(flow.CallWhoAmI))
	if reflect.TypeOf(got) != reflect.TypeOf(want) {
		c.Fatalf("WhoAmI: %T, want %T", got, want)
	}
	switch a := got.(type) {
	case flow.Authorized:
		if known.ID != "" && a.Account.ID != known.ID {
			c.Errorf("WhoAmI: account %q, want %q", a.Account.ID, known.ID)
		}
	case flow.CodeSent:
		if !a.Sent.Hash.Equal(sent.Hash) || a.Sent.Purpose != sent.Purpose {
			c.Errorf("WhoAmI: another sent code than the one that is out")
		}
	default:
	}
}

// standing is what WhoAmI must say when a call is next.
func (c *client) standing(next flow.CallName) flow.Answer {
	switch {
	case next == flow.CallCheckPassword:
		return flow.PasswordWanted{}
	case next == flow.CallLogOut:
		return flow.Authorized{}
	case next == flow.CallSignIn && c.sent.Purpose == codes.SecondFactor: // a half login
		return flow.CodeSent{}
	default:
		return flow.Nobody{}
	}
}

// stands asks who is signed in, and returns the call that is next.
func (c *client) stands() flow.CallName {
	c.Helper()
	answer := c.ask(c.call(flow.CallWhoAmI))
	if _, nobody := answer.(flow.Nobody); nobody {
		return flow.CallSendCode
	}
	return c.after(flow.CallWhoAmI, answer)
}

// local reports whether a call, which is next, needs no server: a Transport that
// can reach none answers it as if there were nothing to ask. That is tried with a
// copy of the login, and its session must be worth what it was.
func (c *client) local(name flow.CallName) bool {
	c.Helper()
	ctx, cancel := context.WithTimeout(c.Context(), patience)
	defer cancel()
	probe := *c
	answer, _ := probe.perform(ctx, c.server.Unreachable(), c.call(name))
	local := false
	switch answer.(type) {
	case flow.Connected:
		return name == flow.CallConnect
	case flow.PasswordWanted:
		local = name == flow.CallSendCode
	case flow.Done:
		local = name == flow.CallLogOut
	default:
	}
	if local {
		probe.same(name, c.session)
	}
	return local
}

// asks signs in as far as a call that a server is asked for. It reports false if a
// sign-in does not come to that call, or the call needs no server.
func (c *client) asks(name flow.CallName) bool {
	c.Helper()
	return c.until(name) && !c.local(name)
}

// same checks that the session is worth what it was.
func (c *client) same(call flow.CallName, before flow.Session) {
	c.Helper()
	if c.session.Fingerprint() != before.Fingerprint() {
		c.Errorf("%s: the session's fingerprint was %q and is %q", call, before.Fingerprint(), c.session.Fingerprint())
	}
}

// notSent checks that an answer is NotSent, and returns why.
func (c *client) notSent(call flow.CallName, answer flow.Answer, err error) error {
	c.Helper()
	a, ok := answer.(flow.NotSent)
	if !ok {
		c.Fatalf("%s: %T, %v; want NotSent", call, answer, err)
	}
	return a.Err
}
