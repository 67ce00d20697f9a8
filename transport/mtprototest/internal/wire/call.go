package wire

import (
	"context"
	"errors"

	"github.com/gotd/td/bin"
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

	started, how := s.begin(m.id)
	var work func()
	switch how {
	case arrivedTooLate:
		return c.bad(key, s, m, badTooOld)
	case arrivedAgain:
		c.srv.count(func(n *Counts) { n.Repeats++ })
		work = func() { c.repeat(ctx, key, s, started) }
	case arrivedNew:
		for _, name := range q.wrappers {
			c.srv.service(name)
		}
		c.srv.countMethod(q.method)
		r := Request{
			DC:      c.srv.dc(),
			Session: s.id,
			MsgID:   m.id,
			Method:  q.method,
			Body:    q.body,
		}
		s.learn(q, &r)
		work = func() { c.perform(ctx, key, s, started, r, q.after) }
	}
	c.inFlight.Add(1)
	c.run.wg.Go(func() {
		defer c.inFlight.Add(-1)
		work()
	})
	return nil
}

// perform hands a new RPC to the handler and does what the reply says.
func (c *conn) perform(ctx context.Context, key *authKey, s *session, started *call, r Request, after []int64) {
	reply := c.srv.act(ctx, key, s, r, after)
	if reply.NoKey {
		s.forget(r.MsgID, started)
		c.srv.keys().forget(key)
		if err := c.refuse(codec.CodeAuthKeyNotFound); err != nil {
			_ = c.raw.Close()
		}
		return
	}
	if (reply.Drop || reply.Close) && reply.Result == nil && reply.Err == nil {
		s.forget(r.MsgID, started)
	} else {
		answer, failed := c.srv.pack(r, reply)
		s.finish(r.MsgID, started, answer, failed)
	}
	switch {
	case reply.Close:
		_ = c.raw.Close()
	case !reply.Drop:
		c.deliver(key, s, started)
	}
}

// repeat answers a message that arrived again.
func (c *conn) repeat(ctx context.Context, key *authKey, s *session, started *call) {
	select {
	case <-started.done:
		c.deliver(key, s, started)
	case <-ctx.Done():
	}
}

// deliver sends the answer of a call that is done, if there is one.
func (c *conn) deliver(key *authKey, s *session, done *call) {
	if done.answer == nil || !s.wanted(done) {
		return
	}
	if err := c.sendResult(key, s, done.answer); err != nil {
		_ = c.raw.Close() // half a frame may be out: nothing can follow it
	}
}

func (c *conn) sendResult(key *authKey, s *session, packed []byte) error {
	return c.send(key, s, proto.MessageServerResponse, true, encoded(packed))
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

// pack encodes a reply as rpc_result. A result that does not encode is
// answered as an error of the server.
func (s *Server) pack(r Request, reply Reply) (answer []byte, failed bool) {
	refuse := func(e *mt.RPCError) ([]byte, bool) { return packRefusal(r.MsgID, e), true }
	defer s.contain(r, func() { answer, failed = refuse(errServer) })
	switch {
	case reply.Err != nil:
		return refuse(reply.Err)
	case reply.Result == nil:
		s.log().Error("empty reply", zap.String("method", MethodName(r.Method)))
		return refuse(errServer)
	}
	answer, err := s.packResult(r, reply.Result)
	if err != nil {
		s.log().Error("result does not encode", zap.String("method", MethodName(r.Method)), zap.Error(err))
		return refuse(errServer)
	}
	return answer, false
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

// encoded is TL that is ready to be sent.
type encoded []byte

func (e encoded) Encode(b *bin.Buffer) error {
	b.Put(e)
	return nil
}

// packResult wraps the result of an RPC into rpc_result.
//
// That of auth.bindTempAuthKey is never compressed: mtcute reads it apart, and
// Telegram has no reason to compress a Bool.
func (s *Server) packResult(r Request, result bin.Encoder) ([]byte, error) {
	var b bin.Buffer
	if err := b.Encode(result); err != nil {
		return nil, err
	}
	if r.Method == tg.AuthBindTempAuthKeyRequestTypeID {
		return rpcResult(r.MsgID, b.Buf), nil
	}
	packed, err := s.Compress.pack(b.Buf)
	return rpcResult(r.MsgID, packed), err
}

// rpcResult wraps TL bytes into rpc_result.
func rpcResult(reqMsgID int64, result []byte) []byte {
	var b bin.Buffer
	b.PutID(proto.ResultTypeID)
	b.PutLong(reqMsgID)
	b.Put(result)
	return b.Buf
}

// packRefusal wraps an rpc_error into rpc_result.
func packRefusal(reqMsgID int64, e *mt.RPCError) []byte {
	var b bin.Buffer
	_ = e.Encode(&b) // fails on nil only
	return rpcResult(reqMsgID, b.Buf)
}
