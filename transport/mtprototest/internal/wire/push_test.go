package wire

import (
	"context"
	"fmt"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
)

// audience is who has subscribed and is still there, in that order.
type audience struct {
	mu    sync.Mutex
	there []*Subscriber
	made  int
}

func (a *audience) subscribe(s *Subscriber) (cancel func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.there = append(a.there, s)
	a.made++
	cancelled := false
	return func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		if cancelled {
			panic("cancelled twice")
		}
		cancelled = true
		a.there = slices.DeleteFunc(a.there, func(other *Subscriber) bool { return other == s })
	}
}

func (a *audience) all() []*Subscriber {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.there)
}

// become waits until there are so many.
func (a *audience) become(t *testing.T, n int) []*Subscriber {
	t.Helper()
	require.Eventually(t, func() bool { return len(a.all()) == n }, patience, time.Millisecond)
	return a.all()
}

// startHearing serves a server that has an audience.
func startHearing(t *testing.T) (a *audience, s *Server, c *client, addr string) {
	t.Helper()
	a = new(audience)
	s = &Server{Handler: greet, RequireInit: true, Subscribe: a.subscribe}
	c, addr = start(t, s)
	return a, s, c, addr
}

func (c *client) ask(body bin.Encoder) { c.t.Helper(); c.result(c.send(body)) }

var news = &tg.UpdateShort{Update: &tg.UpdateLoginToken{}, Date: 17}

// hears requires that the next message is the news, and returns it.
func (c *client) hears() received {
	c.t.Helper()
	r, err := c.next()
	require.NoError(c.t, err)
	require.Equal(c.t, []byte(raw(c.t, news)), r.body)
	require.Equal(c.t, 1, r.seq&1, "wants an acknowledgment")
	require.Equal(c.t, proto.MessageFromServer, proto.MessageID(r.id).Type())
	return r
}

// Who has its answer hears, once it has said who it is and unless it did not want
// to; two sessions hear apart.
func TestSubscribe(t *testing.T) {
	a, _, c, addr := startHearing(t)
	c.fence()
	require.Empty(t, a.all(), "a ping is no RPC")
	c.ask(ask)
	require.Empty(t, a.all(), "it has not said who it is")
	c.ask(raw(t, withLayer, noUpdates, initHead(0), ask))
	c.ask(raw(t, noUpdates, ask))
	require.Empty(t, a.all(), "it does not want to")
	c.ask(ask)
	first := a.all()
	require.Len(t, first, 1)
	require.Equal(t, fmt.Sprintf("%x", c.key.ID), first[0].KeyID)
	require.Equal(t, 2, first[0].DC)
	require.Equal(t, 214, first[0].Layer())
	c.ask(ask)
	require.Equal(t, first, a.all(), "once")

	other := c.reconnect(addr)
	other.session++
	other.fence()
	require.Equal(t, first, a.all(), "the key has said who it is, the session has asked nothing")
	other.ask(raw(t, initHead(0), ask))
	both := a.all()
	require.Len(t, both, 2)
	for _, subscriber := range both {
		require.NoError(t, subscriber.Send(news))
	}
	c.hears()
	other.hears()
	require.Empty(t, c.fence())
	require.Empty(t, other.fence())

	require.NoError(t, c.conn.Close())
	left := a.become(t, 1)
	require.Equal(t, both[1:], left)
	require.ErrorContains(t, both[0].Send(news), "over")
}

// All end with the server.
func TestSubscriptionsEnd(t *testing.T) {
	a := new(audience)
	s := &Server{Handler: greet, Subscribe: a.subscribe}
	addr, stop := listen(t, s)
	const clients = 20
	for range clients {
		c := dial(t, addr, transport.Intermediate, register(t, s, testSalt))
		c.ask(raw(t, initHead(0), ask))
	}
	require.Len(t, a.all(), clients)
	stop()
	require.Empty(t, a.all())
	require.Equal(t, clients, a.made)
}

// A session that goes on over a newer connection hears there, whatever it says
// first, and only there. What it has not confirmed comes again, as it was.
func TestSubscribedSessionMoves(t *testing.T) {
	a, _, c, addr := startHearing(t)
	c.ask(raw(t, initHead(0), ask))
	subscriber := a.all()[0]
	require.NoError(t, subscriber.Send(news))
	require.NoError(t, subscriber.Send(news))
	confirmed, lost := c.hears(), c.hears()
	c.sendAs(c.newID(), 0, &mt.MsgsAck{MsgIDs: []int64{confirmed.id}})
	c.fence()

	newer := c.reconnect(addr)
	before := newer.fence()
	var again []proto.Message
	for _, r := range before {
		if r.typ == proto.MessageContainerTypeID {
			var container proto.MessageContainer
			r.decode(t, &container)
			again = append(again, container.Messages...)
		}
	}
	require.Contains(t, again, asMessage(lost))
	require.NotContains(t, again, asMessage(confirmed))
	moved := a.all()
	require.Len(t, moved, 1)
	require.NotSame(t, subscriber, moved[0])
	require.NoError(t, moved[0].Send(news))
	newer.hears()
	require.Empty(t, c.fence(), "the older one is silent")

	c.ask(ask)
	require.Equal(t, moved, a.all(), "and stays so")
	session := moved[0].session
	require.NoError(t, newer.conn.Close())
	a.become(t, 0)
	require.Eventually(t, func() bool {
		session.mu.Lock()
		defer session.mu.Unlock()
		return session.hears == nil
	}, patience, time.Millisecond, "no session keeps a connection that is over")
	latest := c.reconnect(addr)
	latest.fence()
	require.Len(t, a.all(), 1)
}

// The news can be asked for again.
func TestResendUpdate(t *testing.T) {
	a, _, c, _ := startHearing(t)
	c.ask(raw(t, initHead(0), ask))
	require.NoError(t, a.all()[0].Send(news))
	heard := c.hears()
	c.sendAs(c.newID(), 0, &mt.MsgResendReq{MsgIDs: []int64{heard.id}})
	require.Equal(t, asMessage(heard), c.again())
}

// A temporary key hears for the permanent one, once it is bound.
func TestTemporaryKeySubscribes(t *testing.T) {
	a := new(audience)
	s := &Server{Handler: greet, RequireInit: true, Subscribe: a.subscribe}
	clock := new(clock)
	c, _ := startTemporary(t, s, clock)
	requireRefused(t, errUnbound, c.result(c.send(raw(t, initHead(0), ask))))
	require.Empty(t, a.all())
	permanent := register(t, s, testSalt)
	requireBound(t, binding{permanent: permanent, expires: bindTime.Add(time.Hour)}.send(c))
	require.Empty(t, a.all(), "binding says nothing of who it is")
	c.ask(raw(t, initHead(0), ask))
	there := a.all()
	require.Len(t, there, 1)
	require.Equal(t, fmt.Sprintf("%x", permanent.ID), there[0].KeyID)
	require.NoError(t, there[0].Send(news))
	c.hears()

	clock.pass(time.Hour)
	require.ErrorContains(t, there[0].Send(news), "forgotten", "the key has ended")
}

// Who is gone in whatever way hears nothing.
func TestSendFails(t *testing.T) {
	a, s, c, addr := startHearing(t)
	c.ask(raw(t, initHead(0), ask))
	subscriber := a.all()[0]
	require.Error(t, subscriber.Send(&tg.UpdateShort{}), "no update in it")
	require.Empty(t, c.fence())

	other := c.reconnect(addr)
	other.session++
	other.ask(ask)
	other.sendAs(other.newID(), 0, &mt.DestroySessionRequest{SessionID: c.session})
	other.until(mt.DestroySessionOkTypeID)
	require.Len(t, a.all(), 1)
	c.fence()
	require.Len(t, a.all(), 1, "it is another session now")
	c.ask(ask)
	require.Len(t, a.all(), 2)

	require.True(t, s.keys().Forget(subscriber.KeyID))
	for _, subscriber := range a.all() {
		require.ErrorContains(t, subscriber.Send(news), "forgotten")
	}
	require.Len(t, a.all(), 2, "until they are gone")
}

// Who does not read holds nobody up: what is for it waits, but not without end.
func TestSubscriberDoesNotRead(t *testing.T) {
	a := new(audience)
	s := &Server{Handler: greet, Subscribe: a.subscribe}
	client, server := net.Pipe() // which has no room at all
	t.Cleanup(func() { _ = client.Close() })
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	s.Key = testRSA()
	go func() { served <- s.Serve(ctx, &oneConn{conn: server, closed: make(chan struct{})}) }()
	c := speak(t, client, transport.Intermediate, register(t, s, testSalt))
	c.ask(raw(t, initHead(0), ask))
	subscriber := a.all()[0]
	var err error
	for sent := 0; err == nil; sent++ {
		require.LessOrEqual(t, sent, maxQueued+1)
		err = subscriber.Send(news)
	}
	require.ErrorContains(t, err, "does not read")
	require.NoError(t, client.Close())
	a.become(t, 0)
	stop()
	require.NoError(t, <-served)
}

// oneConn is a listener that has one connection.
type oneConn struct {
	conn   net.Conn
	once   sync.Once
	closed chan struct{}
}

func (l *oneConn) Accept() (net.Conn, error) {
	if conn := l.conn; conn != nil {
		l.conn = nil
		return conn, nil
	}
	<-l.closed
	return nil, net.ErrClosed
}

func (l *oneConn) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *oneConn) Addr() net.Addr { return &net.TCPAddr{} }

// However many sessions a connection opens, it has no more subscriptions than a
// key has sessions.
func TestSubscriptionsAreBounded(t *testing.T) {
	a, _, c, _ := startHearing(t)
	c.ask(raw(t, initHead(0), ask))
	for range 2 * maxSessions {
		c.session++
		c.ask(ask)
	}
	require.Len(t, a.all(), maxSessions)
	require.NoError(t, c.conn.Close())
	a.become(t, 0)
}

// What moves on, or ends, while it is being subscribed is not subscribed for ever.
func TestSubscriptionEndsWhileMade(t *testing.T) {
	for name, end := range map[string]func(*subscriptions, *session){
		"dropped": (*subscriptions).drop,
		"ended":   func(s *subscriptions, of *session) { require.Equal(t, []*session{of}, s.end()) },
	} {
		t.Run(name, func(t *testing.T) {
			var s subscriptions
			of, cancelled := newSession(1), 0
			require.True(t, s.reserve(of))
			end(&s, of)
			s.keep(of, func() { cancelled++ })
			require.Equal(t, 1, cancelled)
			s.drop(of)
			s.end()
			require.Equal(t, 1, cancelled)
			require.False(t, s.reserve(of))
		})
	}
}
