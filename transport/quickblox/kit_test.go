package quickblox_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/quickblox"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
	"github.com/stepin-go/stepin/transport/webtest"
)

// The routes of QuickBlox.
const (
	openRoute   = "POST /session.json"
	showRoute   = "GET /session.json"
	logInRoute  = "POST /login.json"
	logOutRoute = "DELETE /login.json"
)

// The users that every server has.
var (
	ada   = quickbloxtest.Account{Login: "ada.lovelace", Email: "ada@example.com", Password: "correct horse", FullName: "Ada Lovelace"}
	grace = quickbloxtest.Account{Facebook: "EAAB-graces-token", FullName: "Grace Hopper"}
)

const adasID, gracesID = "1001", "1002"

// A clock is one that is set by hand.
type clock struct{ now atomic.Int64 }

func newClock() *clock {
	c := new(clock)
	c.now.Store(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).Unix())
	return c
}

func (c *clock) Now() time.Time                  { return time.Unix(c.now.Load(), 0).UTC() }
func (c *clock) pass(d time.Duration)            { c.now.Add(int64(d / time.Second)) }
func (c *clock) after(d time.Duration) time.Time { return c.Now().Add(d) }

// A login is one person's at a server.
type login struct {
	*testing.T
	*clock
	server *quickbloxtest.Server
	store  *flow.MemoryStore
	// transport is what each new driver gets.
	transport *quickblox.Transport
}

func start(t *testing.T) *login { return startWith(t, quickbloxtest.Config{}) }

func startWith(t *testing.T, c quickbloxtest.Config) *login {
	now := newClock()
	c.Now, c.Accounts = now.Now, []quickbloxtest.Account{ada, grace}
	server, err := quickbloxtest.Start(c)
	require.NoError(t, err)
	t.Cleanup(server.Close)
	leak.Secret(leak.Password, ada.Password)
	leak.Secret(leak.Token, grace.Facebook)
	return &login{t, now, server, new(flow.MemoryStore), server.Transport()}
}

// driver is a new process: all that it knows is in the store.
func (l *login) driver() *flow.Driver {
	return leak.Driver(l, &flow.Driver{Transport: l.transport, Store: l.store, Now: l.Now})
}

// do says something; each time to a new process.
func (l *login) do(in flow.Input) (flow.State, error) {
	l.Helper()
	state, err := l.driver().Do(l.Context(), "me", in)
	leak.Saw(l, state, err)
	return state, err
}

// gets says something that leads to a phase without an error.
func (l *login) gets(in flow.Input, want flow.Phase) flow.State {
	l.Helper()
	state, err := l.do(in)
	require.NoError(l, err, "%s", in)
	require.Equal(l, want, state.Phase, "%s", in)
	return state
}

// fails says something that is refused for a reason, and leads to a phase. It
// returns the refusal.
func (l *login) fails(in flow.Input, want flow.Phase, reason errors.Reason) errors.Error {
	l.Helper()
	state, err := l.do(in)
	refusal, ok := errors.AsType[*errors.Error](err)
	require.True(l, ok, "%s: %v", in, err)
	require.Equal(l, reason, refusal.Reason, "%s: %v", in, err)
	require.Equal(l, want, state.Phase, "%s: %v", in, err)
	return *refusal
}

func (l *login) session() flow.Session {
	l.Helper()
	record, err := l.driver().Load(context.WithoutCancel(l.Context()), "me")
	require.NoError(l, err)
	return record.Session
}

// tokens are those of the login, as a program gets them.
func (l *login) tokens() (quickblox.Tokens, error) {
	l.Helper()
	tokens, err := quickblox.Token(l.session())
	leak.Secret(leak.Token, tokens.Token.Reveal())
	leak.Saw(l, tokens, err)
	return tokens, err
}

// asked are the routes that the server was asked for since the last time.
func (l *login) asked(before int) (routes []string) {
	for _, r := range l.server.Requests()[before:] {
		routes = append(routes, r.Route)
	}
	return routes
}

var adasName = name(ada.Login)

func name(who string) flow.Input { return flow.Identifier(must(codes.Name(who))) }

func email(who string) flow.Input { return flow.Identifier(must(codes.Email(who))) }

func must(who codes.Identifier, err error) codes.Identifier {
	if err != nil {
		panic(err)
	}
	return who
}

func answer(status int, body string) webtest.Response {
	return webtest.Response{Status: status, Body: body}
}

// dying is a Transport whose process dies in the middle of a call, once the server
// has answered.
type dying struct {
	flow.Transport
	at int
}

func (d *dying) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	answer, s, err := d.Transport.Perform(ctx, call, s)
	if d.at--; d.at == 0 {
		panic("the process dies")
	}
	return answer, s, err
}
