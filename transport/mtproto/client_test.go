package mtproto_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// A client makes calls one by one, as the driver would.
type client struct {
	t       *testing.T
	tr      *mtproto.Transport
	session flow.Session
	sent    codes.Sent
}

// perform makes a call, whatever becomes of it.
func (c *client) perform(ctx context.Context, call flow.Call) (flow.Answer, error) {
	c.t.Helper()
	answer, session, err := c.tr.Perform(ctx, call, c.session)
	require.True(c.t, (answer == nil) != (err == nil), "either an answer or an error: %v, %v", answer, err)
	leak.Performed(c.t, call, answer, session, err)
	c.session = session
	switch a := answer.(type) {
	case flow.CodeSent:
		c.keep(call, a.Sent)
	case flow.EmailWanted:
		c.keep(call, a.Sent)
	case flow.EmailCodeSent:
		c.keep(call, a.Sent)
	}
	return answer, err
}

// keep keeps a sent code, if it is one that has a hash.
func (c *client) keep(call flow.Call, sent codes.Sent) {
	if sent.Hash.IsZero() {
		return
	}
	to := call.To
	if to.IsZero() {
		to = c.sent.To
	}
	c.sent = sent
	c.sent.To, c.sent.Key = to, c.session.Fingerprint()
}

// ask makes a call that is answered.
func (c *client) ask(call flow.Call) flow.Answer {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), time.Minute)
	defer cancel()
	answer, err := c.perform(ctx, call)
	require.NoError(c.t, err)
	return answer
}

func phone(t *testing.T, number string) codes.Identifier {
	t.Helper()
	who, err := codes.ParsePhone(number)
	require.NoError(t, err)
	return who
}

func (c *client) connect() flow.Answer { c.t.Helper(); return c.ask(flow.Call{Name: flow.CallConnect}) }

func (c *client) sendCode(number string) flow.Answer {
	c.t.Helper()
	return c.ask(flow.Call{Name: flow.CallSendCode, To: phone(c.t, number)})
}

func (c *client) signInCall(code string) flow.Call {
	return flow.Call{Name: flow.CallSignIn, Sent: c.sent, Code: codes.NewSecret(code)}
}

func (c *client) signIn(code string) flow.Answer { c.t.Helper(); return c.ask(c.signInCall(code)) }

func (c *client) checkPassword(password string) flow.Answer {
	c.t.Helper()
	return c.ask(flow.Call{Name: flow.CallCheckPassword, Password: codes.NewSecret(password)})
}

func (c *client) open() mtproto.Session {
	c.t.Helper()
	s, err := mtproto.OpenSession(c.session)
	require.NoError(c.t, err)
	return s
}

// ada has a code, bea a password too.
const (
	ada, adaCode              = "+9996620001", "22222"
	bea, beaCode, beaPassword = "+9996630002", "33333", "correct horse"
)

// serve starts a server that knows both.
func serve(t *testing.T, cfg mtprototest.Config) *mtprototest.Server {
	t.Helper()
	accounts := []fake.Account{
		{Phone: ada, FirstName: "Ada"},
		{Phone: bea, FirstName: "Bea", Password: beaPassword, Hint: "battery"},
	}
	model, err := fake.New(accounts...)
	require.NoError(t, err)
	leak.Server(t, model, accounts...)
	model.DCs = []int{2, 4}
	if cfg.Log == nil {
		cfg.Log = leak.Logger(t)
	}
	srv, err := mtprototest.Start(model, cfg)
	require.NoError(t, err)
	t.Cleanup(srv.Close)
	return srv
}

// clientAt returns a client that has come as far as the given call, which is
// to be made next.
func clientAt(t *testing.T, srv *mtprototest.Server, next flow.CallName) *client {
	t.Helper()
	c := &client{t: t, tr: srv.Transport()}
	number, code := ada, adaCode
	if next == flow.CallCheckPassword {
		number, code = bea, beaCode
	}
	steps := []struct {
		call flow.CallName
		take func() flow.Answer
	}{
		{flow.CallConnect, c.connect},
		{flow.CallSendCode, func() flow.Answer { return c.sendCode(number) }},
		{flow.CallSignIn, func() flow.Answer { return c.signIn(code) }},
	}
	for _, step := range steps {
		if step.call == next {
			break
		}
		switch answer := step.take().(type) {
		case flow.Refused, flow.NotSent:
			require.Fail(t, "on the way", "%s: %v", step.call, answer)
		}
	}
	return c
}

// notSent returns why a call was not sent.
func notSent(t *testing.T, answer flow.Answer) error {
	t.Helper()
	require.IsType(t, flow.NotSent{}, answer)
	require.Error(t, answer.(flow.NotSent).Err)
	return answer.(flow.NotSent).Err
}

func refused(t *testing.T, answer flow.Answer) *errors.Error {
	t.Helper()
	require.IsType(t, flow.Refused{}, answer)
	return answer.(flow.Refused).Err
}
