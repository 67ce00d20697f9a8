package mtprototest

import (
	"context"
	"crypto/rsa"
	"fmt"
	"net"
	"sync"
	"testing"
	"time"

	"go.uber.org/zap"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// Account is one account that the server knows.
type Account = fake.Account

// A Server is a sign-in server that listens: a port for each data centre of its
// model.
type Server struct {
	// Server is the model: accounts, inboxes, faults, and the log of what was
	// asked.
	*fake.Server

	key   *rsa.PrivateKey
	dcs   []*dataCentre
	srp   challenges
	stop  context.CancelFunc
	ended sync.WaitGroup
}

// dataCentre is one listener.
type dataCentre struct {
	id   int
	addr string
	wire *wire.Server
	keys *wire.KeyStore
}

// Config says how a Server listens. The zero Config is good for tests.
type Config struct {
	// Key is the RSA key (2048 bits) by which clients know the server. Nil:
	// one that is made once in each process.
	Key *rsa.PrivateKey
	// Listen opens the listener of a data centre. Nil: a free port on
	// loopback.
	Listen func(dc int) (net.Listener, error)
	// Now is the clock of the protocol, which stamps messages and judges the
	// stamps of clients (core.telegram.org/mtproto/description#message-identifier-msg-id);
	// the model has a clock of its own for what happens to accounts, whose times
	// are told to clients by this one. Nil: time.Now, and the model's times are
	// told as they are. Clients whose clock is off need a server whose clock is
	// off.
	Now func() time.Time
	// AnyDC makes keys for clients that name a data centre which the server is
	// not, as some do that begin at 1. Without it they are refused with the
	// transport error -444, as at Telegram.
	AnyDC bool
	// ProxySecret makes each listener an MTProxy endpoint too, for clients whose
	// only address is that of a proxy: 16 bytes, or 17 of which the first is
	// 0xdd, which takes padded connections only
	// (core.telegram.org/mtproto/mtproto-transports#transport-obfuscation). A
	// client gets the data centre that it asks for at any listener; if there is
	// none, the listener's own, which makes a key for it with AnyDC only.
	ProxySecret []byte
	// Compress packs the answers to calls with gzip_packed. Refusals never are
	// packed, nor is the answer to auth.bindTempAuthKey.
	Compress Compression
	// Log is told of broken connections and handlers. Nil is silent.
	Log *zap.Logger
}

// Compression is how answers are packed.
type Compression = wire.Compression

// The packings: none, gzip as Telegram's servers send it, and zlib, which some
// clients send and most understand
// (core.telegram.org/mtproto/service_messages#packed-object).
const (
	Plain = wire.Plain
	Gzip  = wire.Gzip
	Zlib  = wire.Zlib
)

// New starts a server with the given accounts and at least two data centres, 2
// and 4, on free ports of the loopback interface, and closes it when the test
// ends. An account that makes no sense fails the test.
func New(t testing.TB, accounts ...Account) *Server {
	t.Helper()
	model, err := fake.New(accounts...)
	if err != nil {
		t.Fatalf("mtprototest: %v", err)
	}
	if len(model.DCs) < 2 {
		model.DCs = append(model.DCs, 4)
	}
	s, err := Start(model, Config{})
	if err != nil {
		t.Fatalf("mtprototest: %v", err)
	}
	t.Cleanup(s.Close)
	return s
}

// processKey is the key of servers that are given none: making one takes longer
// than most tests.
var processKey = sync.OnceValues(GenerateKey)

// Start starts a server with a model whose fields are set. It must be closed.
// The error says what is wrong with the model or the Config, or is that of a
// listener.
func Start(model *fake.Server, cfg Config) (*Server, error) {
	if cfg.Key == nil {
		var err error
		if cfg.Key, err = processKey(); err != nil {
			return nil, err
		}
	}
	if cfg.Listen == nil {
		cfg.Listen = func(int) (net.Listener, error) { return net.Listen("tcp", "127.0.0.1:0") }
	}
	switch {
	case len(model.DCs) == 0:
		return nil, errors.New("mtprototest: the model has no data centre")
	case cfg.Key.N == nil || cfg.Key.N.BitLen() != keyBits:
		return nil, fmt.Errorf("mtprototest: the RSA key must have %d bits", keyBits)
	}
	if err := checkProxySecret(cfg.ProxySecret); err != nil {
		return nil, err
	}
	s := &Server{Server: model, key: cfg.Key}
	var listeners []net.Listener
	for _, id := range model.DCs {
		ln, err := cfg.Listen(id)
		if err != nil {
			for _, open := range listeners {
				_ = open.Close()
			}
			return nil, fmt.Errorf("mtprototest: data centre %d: %w", id, err)
		}
		listeners = append(listeners, ln)
		keys := new(wire.KeyStore)
		dc := &wire.Server{
			Key: cfg.Key, DC: id, Handler: s.handle, Now: cfg.Now,
			Keys: keys, RequireInit: true, Subscribe: s.subscribe, Log: cfg.Log,
			AnyDC: cfg.AnyDC, Compress: cfg.Compress,
		}
		dc.Proxy = s.proxy(cfg.ProxySecret, dc)
		s.dcs = append(s.dcs, &dataCentre{id, ln.Addr().String(), dc, keys})
	}
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	for i, dc := range s.dcs {
		s.ended.Go(func() { _ = dc.wire.Serve(ctx, listeners[i]) })
	}
	return s, nil
}

// Close stops the server and waits until all of it has ended. It may be called
// more than once.
func (s *Server) Close() {
	s.stop()
	s.ended.Wait()
}

// PublicKey returns the key by which clients know the server.
func (s *Server) PublicKey() *rsa.PublicKey { return &s.key.PublicKey }

// DCs returns the data centres and their addresses.
func (s *Server) DCs() []mtproto.DataCentre {
	var dcs []mtproto.DataCentre
	for _, dc := range s.dcs {
		dcs = append(dcs, mtproto.DataCentre{ID: dc.id, Addrs: []string{dc.addr}})
	}
	return dcs
}

// Transport returns a transport that knows the server's keys and addresses and
// begins at its first data centre, with the application that the model expects
// or, if it takes any, with the application 1. The caller may change it.
func (s *Server) Transport() *mtproto.Transport {
	t := &mtproto.Transport{
		AppID: s.AppID, AppHash: codes.NewSecret(s.AppHash),
		DCs: s.DCs(), DC: s.dcs[0].id,
		PublicKeys: []*rsa.PublicKey{s.PublicKey()},
	}
	if t.AppID == 0 {
		t.AppID = 1
	}
	if t.AppHash.IsZero() {
		t.AppHash = codes.NewSecret("any")
	}
	return t
}

// ForgetKey makes the server forget an auth key, as [fake.Server.ForgetKey]
// does: whoever uses it gets the transport error -404.
func (s *Server) ForgetKey(key string) bool {
	if name := s.Key(key); name != "" {
		key = name // it was an alias
	}
	known := s.Server.ForgetKey(key)
	for _, dc := range s.dcs {
		known = dc.keys.Forget(key) || known
	}
	return known
}

// Connections returns how many connections have been made, and how many are
// open now.
func (s *Server) Connections() (made, open int) {
	for _, dc := range s.dcs {
		n := dc.wire.Counts()
		made += n.Accepted
		open += n.Open
	}
	return made, open
}

// Keys returns how many permanent auth keys have been made by key exchange.
func (s *Server) Keys() int {
	n := 0
	for _, dc := range s.dcs {
		n += dc.wire.Counts().Keys
	}
	return n
}

// Calls counts the RPCs that reached the server, by method. Unlike the model's
// log it includes those that were refused before the model saw them.
func (s *Server) Calls() map[string]int {
	calls := map[string]int{}
	for _, dc := range s.dcs {
		for method, n := range dc.wire.Counts().Methods {
			calls[method] += n
		}
	}
	return calls
}
