package mtproto

import (
	"cmp"
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mtproto"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/transport"

	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// link is one encrypted connection. It lives as long as one call, or less.
type link struct {
	conn   *mtproto.Conn
	cancel context.CancelFunc
	done   chan struct{}
	err    error // why it ended; only once done is closed
	salt   atomic.Int64
	time   timekeeper

	inbox *telegram.Inbox // nil unless somebody listens

	init   tg.InitConnectionRequest
	inited sync.Once
}

// connect opens a link with the session's key. With an inbox it wants updates.
func (t *Transport) connect(ctx context.Context, s *session, inbox *telegram.Inbox) (*link, error) {
	conn, err := t.dial(ctx, s.dc)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	l := &link{cancel: cancel, done: make(chan struct{}), inbox: inbox, init: t.initConnection()}
	l.salt.Store(s.salt)
	l.time.start(s.offset)
	l.conn = mtproto.New(
		func(context.Context) (transport.Conn, error) { return conn, nil },
		mtproto.Options{
			DC: s.dc, Key: s.key, Salt: s.salt,
			Handler: l,
			Clock:   &l.time.clock,
			Cipher:  &l.time,
			// On one TCP connection nothing is lost without the connection.
			RetryInterval: time.Hour,
		})
	ready := make(chan struct{})
	go func() {
		defer close(l.done)
		l.err = l.conn.Run(ctx, func(ctx context.Context) error {
			close(ready)
			<-ctx.Done()
			return nil
		})
	}()
	select {
	case <-ready:
		return l, nil
	case <-l.done:
		cancel()
		// Run may end without an error when ctx has.
		return nil, cmp.Or(l.err, ctx.Err())
	}
}

// close ends the link and waits for everything that it runs.
func (l *link) close() {
	l.cancel()
	<-l.done
}

// OnSession implements mtproto.Handler.
func (l *link) OnSession(s mtproto.Session) error {
	l.salt.Store(s.Salt)
	return nil
}

// Invoke implements tg.Invoker. The first query says who we are, and none but a
// listener's wants updates: they would be pushed to a connection that is closed
// before anybody looks (core.telegram.org/api/invoking). That a server heeds
// invokeWithoutUpdates before anybody is signed in is inferred; mtcute says that it
// does not for the methods of a sign-in. Then a push may be lost with a connection
// that has just been closed: that a token was accepted is found out by asking when
// it is over, and who has paid names the form, or gives the number again.
func (l *link) Invoke(ctx context.Context, in bin.Encoder, out bin.Decoder) error {
	query := in
	if l.inbox == nil {
		query = &tg.InvokeWithoutUpdatesRequest{Query: encoded{in}}
	}
	l.inited.Do(func() {
		l.init.Query = encoded{query}
		query = &tg.InvokeWithLayerRequest{Layer: tg.Layer, Query: &l.init}
	})
	// Were ctx to end, gotd would first tell the server and wait for it.
	// Closing the link, which ends with the same ctx, is quicker.
	return l.conn.Invoke(context.WithoutCancel(ctx), query, out)
}

// encoded is a query inside a wrapper: it is never decoded.
type encoded struct{ bin.Encoder }

func (encoded) Decode(*bin.Buffer) error { return nil }
