package wire

import (
	"context"
	"errors"

	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/proto/codec"
	"github.com/gotd/td/tg"
	"go.uber.org/zap"
)

// Refusals of the server itself, with Telegram's texts.
var (
	errFetch   = &mt.RPCError{ErrorCode: 400, ErrorMessage: "INPUT_FETCH_ERROR"}
	errMethod  = &mt.RPCError{ErrorCode: 400, ErrorMessage: "METHOD_INVALID"}
	errNotInit = &mt.RPCError{ErrorCode: 400, ErrorMessage: "CONNECTION_NOT_INITED"}
	errWait    = &mt.RPCError{ErrorCode: 400, ErrorMessage: "MSG_WAIT_FAILED"}
	errServer  = &mt.RPCError{ErrorCode: 500, ErrorMessage: "INTERNAL"}
)

// call starts an RPC in a goroutine of its own, so that a slow one delays
// neither pings nor other RPCs. A repeat waits for the first to be done.
func (c *conn) call(ctx context.Context, key *authKey, s *session, m message) error {
	if m.seq&1 == 0 {
		return c.bad(key, s, m, badEvenSeqNo)
	}
	q, err := unwrap(m.body, m.room)
	if err != nil {
		return c.sendResult(key, s, packRefusal(m.id, errFetch))
	}
	if c.inFlight.Load() >= maxInFlight {
		return errors.Join(errors.New("too many RPCs at once"), c.refuse(codec.CodeTransportFlood))
	}

	r := Request{DC: c.srv.dc(), Session: s.id, MsgID: m.id, Proof: q.proof, Method: q.method, Body: q.body}
	started, how := s.begin(m.id, c)
	work := c.perform
	switch how {
	case arrivedTooLate:
		return c.bad(key, s, m, badTooOld)
	case arrivedAgain:
		c.srv.count(func(n *Counts) { n.Repeats++ })
		work = c.repeat
	case arrivedNew:
		for _, name := range q.wrappers {
			c.srv.service(name)
		}
		c.srv.countMethod(q.method)
		key.learn(q, &r) // here, in the order in which requests come
	}
	c.inFlight.Add(1)
	c.run.wg.Go(func() {
		defer c.inFlight.Add(-1)
		work(ctx, key, s, started, r, q)
	})
	return nil
}

// perform hands a new RPC to the handler and does what the reply says, to the
// connection that waits for the answer by then.
func (c *conn) perform(ctx context.Context, key *authKey, s *session, started *call, r Request, q query) {
	reply := c.srv.act(ctx, key, s, r, q.after)
	if reply.NoKey {
		to := s.forget(r.MsgID, started)
		c.srv.keys().forget(key)
		if err := to.refuse(codec.CodeAuthKeyNotFound); err != nil {
			_ = to.raw.Close()
		}
		return
	}
	if (reply.Drop || reply.Close) && reply.Result == nil && reply.Err == nil {
		if to := s.forget(r.MsgID, started); reply.Close {
			_ = to.raw.Close()
		}
		return
	}
	answer, failed := c.srv.pack(r, reply)
	to := s.finish(r.MsgID, started, answer, failed)
	if r.Init && !q.withoutUpdates {
		to.subscribe(key, s) // first: who has its answer hears
	}
	switch {
	case reply.CutAt > 0:
		to.deliver(key, s, started, reply.CutAt)
	case reply.Close:
		_ = to.raw.Close()
	case !reply.Drop:
		to.deliver(key, s, started, 0)
	}
}

// repeat answers a message that arrived again. If the first turns out to have
// got lost before it was acted on, this one is the first.
func (c *conn) repeat(ctx context.Context, key *authKey, s *session, first *call, r Request, q query) {
	select {
	case <-first.done:
	case <-ctx.Done():
		return
	}
	if !first.forgotten {
		c.deliver(key, s, first, 0)
		return
	}
	switch started, how := s.begin(r.MsgID, c); how {
	case arrivedNew:
		c.srv.countMethod(q.method)
		key.learn(q, &r)
		c.perform(ctx, key, s, started, r, q)
	case arrivedAgain: // another repeat was quicker
		c.repeat(ctx, key, s, started, r, q)
	case arrivedTooLate: // the next repeat will be told so
	}
}

// deliver sends the answer of a call that is done, if there is one, or the first
// cutAt bytes of its frame.
func (c *conn) deliver(key *authKey, s *session, done *call, cutAt int) {
	if done.answer == nil || !s.wanted(done) {
		return
	}
	if err := c.write(key, s, proto.MessageServerResponse, true, done.answer, cutAt); err != nil {
		_ = c.raw.Close() // half a frame may be out: nothing can follow it
	}
}

func (c *conn) sendResult(key *authKey, s *session, packed []byte) error {
	return c.write(key, s, proto.MessageServerResponse, true, packed, 0)
}

// act does what a request asks, once those have ended that it shall come after.
func (s *Server) act(ctx context.Context, key *authKey, of *session, r Request, after []int64) Reply {
	if !of.await(ctx, r.MsgID, after) {
		return Reply{Err: errWait}
	}
	if r.Method == tg.AuthBindTempAuthKeyRequestTypeID {
		return s.bind(key, r)
	}
	permanent, ok := s.keys().permanent(key)
	if !ok {
		// Telegram lets some methods pass here; TDLib, mtcute and gotd send
		// nothing else before they have bound their key.
		return Reply{Err: errUnbound}
	}
	if r.Method == tg.AuthDropTempAuthKeysRequestTypeID {
		return s.dropTemporary(permanent, r)
	}
	r.KeyID = permanent.name()
	if r.ClientDC, r.Test = dcNumber(key.named); r.ClientDC == 0 {
		r.ClientDC = r.DC
	}
	return s.handle(ctx, r)
}

// handle calls the handler. A panic is contained, because it may be a test's
// own and must not take other connections down.
func (s *Server) handle(ctx context.Context, r Request) (reply Reply) {
	defer s.contain(r, func() { reply = Reply{Err: errServer} })
	switch {
	case s.RequireInit && !r.Init:
		return Reply{Err: errNotInit}
	case s.Handler == nil:
		return Reply{Err: errMethod}
	}
	return s.Handler(ctx, r)
}

// contain recovers from a panic in a deferred call. The handler's encoders may
// panic like the handler itself.
func (s *Server) contain(r Request, then func()) {
	if p := recover(); p != nil {
		s.log().Error("handler panicked", zap.String("method", MethodName(r.Method)),
			zap.Any("panic", p), zap.Stack("stack"))
		then()
	}
}
