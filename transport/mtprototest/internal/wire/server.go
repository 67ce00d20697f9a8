package wire

import (
	"context"
	"crypto/rsa"
	"errors"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"go.uber.org/zap"
)

// Request is one RPC as it came out of its wrappers.
type Request struct {
	DC      int    // data centre of the server that received it
	KeyID   string // id of the permanent auth key, its 8 bytes in wire order as 16 hex digits
	Session int64  // session_id
	MsgID   int64  // msg_id of the message that held the query

	// ClientDC is the data centre that the client takes the server for: DC,
	// unless it could name another (see AnyDC). Test: it takes it for a test one.
	ClientDC int
	Test     bool

	// Layer, Init and AppID come from the latest invokeWithLayer and
	// initConnection under the auth key, in whatever session: this request's, if
	// it has them. Layer and AppID are 0, and Init is false, until they have been
	// seen. A temporary key has its own, and begins anew when it is bound. See
	// https://core.telegram.org/api/invoking#saving-client-info.
	Layer int
	Init  bool
	AppID int

	// Proof is what the wrapper of this request says that answers a challenge;
	// nil: there is none.
	Proof *Proof

	Method uint32 // TL id of the innermost query
	Body   []byte // TL bytes of the innermost query, id included
}

// A Proof answers a challenge, for one call: what invokeWithReCaptcha,
// invokeWithGooglePlayIntegrity or invokeWithApnsSecret wraps around it
// (core.telegram.org/api/invoking).
type Proof struct {
	Wrapper uint32 // TL id of the wrapper
	Nonce   string // "" for invokeWithReCaptcha
	Token   string // the secret, for invokeWithApnsSecret
}

// Reply says what becomes of a request. Exactly one of Result and Err is set
// in an ordinary reply; one with neither is answered as INTERNAL.
//
// Drop and Close lose the answer, and CutAt part of it. With a Result or Err
// beside them the request has been acted on: a repeat of the same message (same
// session, same msg_id) gets that answer, and so do msgs_state_req and a newer
// connection of the session. Without one it counts as never received: a repeat is
// given to the handler again. Few clients repeat by themselves what Drop lost, see
// [Handler].
//
// All this befalls the connection that waits for the answer: the request's own, or
// the latest on which the session has been opened again or the client has asked
// after it with msgs_state_req.
type Reply struct {
	Result bin.Encoder  // the result
	Err    *mt.RPCError // the refusal, for example 400 PHONE_CODE_INVALID
	Drop   bool         // do not answer
	Close  bool         // do not answer, cut the connection

	// CutAt cuts the connection within the answer, when so many bytes of the frame
	// that carries it have been sent. A frame that is no longer arrives whole, and
	// then the connection is cut. 0 cuts nothing. Otherwise, and if there is an
	// answer, Drop and Close mean nothing beside it.
	CutAt int

	// NoKey forgets the auth key: the transport error -404 is all that is
	// answered, whatever else is set. With a temporary key go the permanent one
	// that it is bound to, and all others bound to that.
	NoKey bool
}

// Handler answers RPCs. Calls run concurrently, also those of one connection.
// To delay an answer, block; ctx ends with [Server.Serve], not with the
// connection, because a server finishes what it was asked even if the client
// has gone. A handler that panics is answered as 500 INTERNAL.
//
// The client has been told by then that its request has arrived (msgs_ack), as
// by Telegram. So it waits for the answer, and does not send the request again as
// long as the connection lives.
type Handler func(ctx context.Context, r Request) Reply

// Server is one data centre. Set the fields before the first call of Serve and
// leave them alone afterwards.
type Server struct {
	Key     *rsa.PrivateKey  // identifies the server in the key exchange; 2048 bits
	DC      int              // id of the data centre; 0 means 2
	Handler Handler          // nil refuses every RPC
	Now     func() time.Time // the server's clock; nil means time.Now
	Keys    *KeyStore        // auth keys of this data centre; nil means a store of its own

	// AnyDC makes keys for clients that name another data centre than DC in the
	// key exchange. Without it they get the transport error -444.
	AnyDC bool

	// Compress says how results are packed. Refusals never are.
	Compress Compression

	// Proxy, if not nil, makes the listener an MTProxy endpoint too.
	Proxy *Proxy

	// FrameTime is how long a client may take over a packet, or over the first
	// bytes of a connection, once it has begun: then it is cut. It is also how
	// long it may leave unread what it is sent. Between packets, and before its
	// first byte, it may be silent as long as it likes: clients ping rarely, and
	// what that costs is a file and a few KiB. 0 means 30 seconds of the real
	// clock.
	FrameTime time.Duration

	// RequireInit refuses RPCs with 400 CONNECTION_NOT_INITED until initConnection
	// has come under the auth key (see Request.Init), as Telegram does.
	RequireInit bool

	// Subscribe, if not nil, is told of each [Subscriber], without any lock, and
	// returns what ends the subscription: that is called once, when the connection
	// or the session is over, or has moved to a newer connection.
	Subscribe func(*Subscriber) (cancel func())

	// OnService, if not nil, is called with the name of everything received that
	// is not an RPC: messages of the key exchange, service messages, and the
	// wrappers such as invokeWithLayer. Calls may be concurrent.
	OnService func(name string)

	// Log gets panics of the handler (error), a lack of files (warn) and why
	// connections ended (debug). It never gets message contents. nil is silent.
	Log *zap.Logger

	once        sync.Once
	connections atomic.Uint64
	own         KeyStore
	ids         *proto.MessageIDGen
	cipher      crypto.Cipher

	mu     sync.Mutex
	counts Counts
}

// Counts says what a server has seen so far.
type Counts struct {
	Accepted int            // connections accepted
	Open     int            // connections open now
	Keys     int            // permanent auth keys made by key exchange
	TempKeys int            // temporary ones, likewise
	Repeats  int            // RPC messages that arrived again
	Methods  map[string]int // RPCs by method name, repeats apart; "unknown": those with an id of no schema
}

// Counts returns a copy of the counters.
func (s *Server) Counts() Counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.counts
	c.Methods = maps.Clone(c.Methods)
	return c
}

func (s *Server) count(f func(c *Counts)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(&s.counts)
}

func (s *Server) countMethod(id uint32) {
	name, ok := methodName(id)
	if !ok {
		name = "unknown" // clients have 2^32 ids to fill the map with
	}
	s.count(func(c *Counts) {
		if c.Methods == nil {
			c.Methods = make(map[string]int)
		}
		c.Methods[name]++
	})
}

// prepare checks the fields and makes what depends on them.
func (s *Server) prepare() error {
	if s.Key == nil {
		return errors.New("wire: Server.Key is nil")
	}
	if s.Key.N.BitLen() != crypto.RSAKeyBits {
		return errors.New("wire: Server.Key must have 2048 bits")
	}
	if err := s.Proxy.check(); err != nil {
		return err
	}
	s.once.Do(func() {
		s.ids = proto.NewMessageIDGen(s.now)
		s.cipher = crypto.NewServerCipher(crypto.DefaultRand())
	})
	return nil
}

func (s *Server) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}

func (s *Server) dc() int {
	if s.DC == 0 {
		return 2
	}
	return s.DC
}

func (s *Server) frameTime() time.Duration {
	if s.FrameTime == 0 {
		return 30 * time.Second
	}
	return s.FrameTime
}

func (s *Server) keys() *KeyStore {
	if s.Keys != nil {
		return s.Keys
	}
	return &s.own
}

func (s *Server) log() *zap.Logger {
	if s.Log != nil {
		return s.Log
	}
	return zap.NewNop()
}

func (s *Server) service(name string) {
	if s.OnService != nil {
		s.OnService(name)
	}
}
