package wire

import (
	"errors"
	"maps"
	"slices"
	"sync"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/proto"
)

// A Subscriber is a session on a live connection that hears what it did not ask
// for: updates (core.telegram.org/api/updates). A session becomes one just before
// its first RPC is answered that came outside of invokeWithoutUpdates and whose
// client has said who it is (initConnection). When it is opened again on a newer
// connection, it hears there.
type Subscriber struct {
	DC    int
	KeyID string // as in Request

	conn    *conn
	key     *authKey
	session *session

	// Guarded by subscriptions.mu.
	queue   [][]byte
	sending bool // somebody empties it
}

// Layer is the client's as of now, as in Request.
func (s *Subscriber) Layer() int {
	s.key.mu.Lock()
	defer s.key.mu.Unlock()
	return s.key.client.layer
}

// maxQueued bounds what waits for a subscriber that does not read.
const maxQueued = 64

// Send has a message sent that nobody asked for, after those before it, and does
// not wait until it is out. It wants an acknowledgment: until that comes the client
// may ask for it again (msg_resend_req), and gets it again by itself if it opens the
// session on a newer connection. Otherwise what a connection takes and loses is
// lost, as with updates of Telegram's, which clients that missed some ask for.
//
// The error says that the message will not go out: it does not encode, the key or
// the connection is gone, or the client reads too slowly.
func (s *Subscriber) Send(message bin.Encoder) error {
	var b bin.Buffer
	if err := b.Encode(message); err != nil {
		return err
	}
	if known, ok := s.conn.srv.keys().get(s.key.ID, s.conn.srv.now()); !ok || known != s.key {
		return errors.New("wire: the auth key is forgotten")
	}
	of := &s.conn.subscriptions
	of.mu.Lock()
	defer of.mu.Unlock()
	switch {
	case of.ended:
		return errors.New("wire: the connection is over")
	case len(s.queue) == maxQueued:
		return errors.New("wire: the client does not read")
	}
	s.queue = append(s.queue, b.Buf)
	if !s.sending {
		s.sending = true
		s.conn.run.wg.Go(s.send) // which does not wait yet: the connection is part of it
	}
	return nil
}

// send sends what is in the queue.
func (s *Subscriber) send() {
	for body, ok := s.next(); ok; body, ok = s.next() {
		if err := s.conn.write(s.key, s.session, proto.MessageFromServer, true, body, 0); err != nil {
			_ = s.conn.raw.Close() // half a frame may be out: nothing can follow it
			return
		}
	}
}

func (s *Subscriber) next() (body []byte, ok bool) {
	of := &s.conn.subscriptions
	of.mu.Lock()
	defer of.mu.Unlock()
	if len(s.queue) == 0 {
		s.sending = false
		return nil, false
	}
	body, s.queue = s.queue[0], s.queue[1:]
	return body, true
}

// subscriptions are those of one connection.
type subscriptions struct {
	mu     sync.Mutex
	cancel map[*session]func() // nil while it is being made
	ended  bool
}

// reserve reports whether a session may subscribe. One connection has as many
// subscribers as one key has sessions.
func (s *subscriptions) reserve(of *session) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended || len(s.cancel) >= maxSessions {
		return false
	}
	if s.cancel == nil {
		s.cancel = make(map[*session]func())
	}
	s.cancel[of] = nil
	return true
}

// keep takes in a subscription that is made, unless it is over already.
func (s *subscriptions) keep(of *session, cancel func()) {
	s.mu.Lock()
	_, wanted := s.cancel[of]
	if wanted {
		s.cancel[of] = cancel
	}
	s.mu.Unlock()
	if !wanted {
		cancel()
	}
}

// drop ends the subscription of one session.
func (s *subscriptions) drop(of *session) {
	s.mu.Lock()
	cancel := s.cancel[of]
	delete(s.cancel, of)
	s.mu.Unlock()
	if cancel != nil {
		cancel()
	}
}

// end ends all of them, for good, and returns whose they were.
func (s *subscriptions) end() []*session {
	s.mu.Lock()
	cancels := s.cancel
	s.cancel, s.ended = nil, true
	s.mu.Unlock()
	for _, cancel := range cancels {
		if cancel != nil {
			cancel()
		}
	}
	return slices.Collect(maps.Keys(cancels))
}

// subscribe makes a session hear on this connection, and no longer on an older one.
// No lock is held while the server is told.
func (c *conn) subscribe(key *authKey, s *session) {
	permanent, ok := c.srv.keys().permanent(key)
	if c.srv.Subscribe == nil || !ok {
		return
	}
	before, moved := s.hearOn(c)
	if !moved {
		return
	}
	if before != nil {
		before.subscriptions.drop(s)
	}
	if !c.subscriptions.reserve(s) {
		s.hearNoMoreOn(c)
		return
	}
	c.subscriptions.keep(s, c.srv.Subscribe(&Subscriber{
		DC: c.srv.dc(), KeyID: permanent.name(), conn: c, key: key, session: s,
	}))
}

// unsubscribe ends what a connection has begun with subscribe.
func (c *conn) unsubscribe() {
	for _, s := range c.subscriptions.end() {
		s.hearNoMoreOn(c)
	}
}

// hearOn notes on which connection a session hears, and returns the one before it
// or nil. It never moves to an older one.
func (s *session) hearOn(c *conn) (before *conn, moved bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.heard >= c.nth {
		return nil, false
	}
	before, s.hears, s.heard = s.hears, c, c.nth
	return before, true
}

// hearNoMoreOn forgets a connection that is over: sessions outlive it.
func (s *session) hearNoMoreOn(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hears == c {
		s.hears = nil
	}
}

// subscribed reports whether a session hears, or would if it had a connection.
func (s *session) subscribed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.heard != 0
}

// deafen ends the subscription of a session that is given up.
func (s *session) deafen() {
	s.mu.Lock()
	c := s.hears
	s.mu.Unlock()
	if c != nil {
		c.subscriptions.drop(s)
	}
}
