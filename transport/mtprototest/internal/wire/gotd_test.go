package wire

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/exchange"
	"github.com/gotd/td/mtproto"
	"github.com/gotd/td/mtproxy"
	"github.com/gotd/td/mtproxy/obfuscator"
	"github.com/gotd/td/proto/codec"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
)

// sessions collects what gotd learns of its session.
type sessions struct {
	mtproto.Handler
	got chan mtproto.Session
}

func (s sessions) OnSession(v mtproto.Session) error {
	select {
	case s.got <- v:
	default:
	}
	return nil
}

// withGotd connects with gotd's client and runs f.
func withGotd(addr string, p transport.Protocol, opt mtproto.Options, f func(ctx context.Context, api *tg.Client) error) error {
	return withGotdOver(func(ctx context.Context) (transport.Conn, error) {
		var d net.Dialer
		raw, err := d.DialContext(ctx, "tcp", addr)
		if err != nil {
			return nil, err
		}
		return p.Handshake(raw)
	}, opt, f)
}

func withGotdOver(dialer mtproto.Dialer, opt mtproto.Options, f func(ctx context.Context, api *tg.Client) error) error {
	if opt.PublicKeys == nil {
		opt.PublicKeys = []exchange.PublicKey{{RSA: &testRSA().PublicKey}}
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn := mtproto.New(dialer, opt)
	// Run may hide the error of its callback, and the other way round.
	failed := errors.New("not run")
	err := conn.Run(ctx, func(ctx context.Context) error {
		failed = f(ctx, tg.NewClient(conn))
		cancel()
		return failed
	})
	if failed == nil {
		return nil
	}
	return errors.Join(failed, err)
}

func nearest(want *tg.NearestDC) func(ctx context.Context, api *tg.Client) error {
	return func(ctx context.Context, api *tg.Client) error {
		got, err := api.HelpGetNearestDC(ctx)
		if err == nil && *got != *want {
			err = fmt.Errorf("got %v instead of %v", got, want)
		}
		return err
	}
}

// The key exchange with gotd's own client, at a data centre that it names as a
// test one. The key then works on a second connection.
func TestGotdMakesKey(t *testing.T) {
	var mu sync.Mutex
	var seen []string
	s := &Server{DC: 4, Handler: greet, OnService: func(name string) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, name)
	}}
	addr, _ := listen(t, s)

	got := sessions{got: make(chan mtproto.Session, 1)}
	var made mtproto.Session
	err := withGotd(addr, transport.Intermediate, mtproto.Options{DC: 10004, Handler: got},
		func(ctx context.Context, api *tg.Client) error {
			if _, err := api.HelpGetNearestDC(ctx); err != nil {
				return err
			}
			select {
			case made = <-got.got:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	require.NoError(t, err)

	keyID := fmt.Sprintf("%x", made.Key.ID)
	key, salt, ok := s.keys().Get(keyID)
	require.True(t, ok)
	require.Equal(t, made.Key.ID, key.ID)
	require.Equal(t, made.Salt, salt)
	mu.Lock()
	require.Equal(t, []string{"req_pq_multi", "req_DH_params", "set_client_DH_params"}, seen[:3])
	mu.Unlock()

	err = withGotd(addr, transport.Abridged, mtproto.Options{DC: 4, Key: made.Key, Salt: made.Salt},
		nearest(&tg.NearestDC{Country: keyID, ThisDC: 4, NearestDC: 4}))
	require.NoError(t, err)
	counts := s.Counts()
	require.Equal(t, 1, counts.Keys)
	require.Equal(t, map[string]int{"help.getNearestDc": 2}, counts.Methods)
}

func TestGotdTransports(t *testing.T) {
	s := &Server{Handler: greet}
	addr, _ := listen(t, s)
	key := register(t, s, testSalt)
	want := &tg.NearestDC{Country: fmt.Sprintf("%x", key.ID), ThisDC: 2, NearestDC: 2}

	for name, p := range map[string]transport.Protocol{
		"abridged":     transport.Abridged,
		"intermediate": transport.Intermediate,
		"padded":       transport.PaddedIntermediate,
		"full":         transport.Full,
	} {
		t.Run(name, func(t *testing.T) {
			// Salt 0 costs one bad_server_salt and a retry.
			for _, salt := range []int64{testSalt, 0} {
				require.NoError(t, withGotd(addr, p, mtproto.Options{Key: key, Salt: salt}, nearest(want)))
			}
		})
	}
	for name, c := range map[string]transport.Codec{
		"obfuscated abridged":     codec.Abridged{},
		"obfuscated intermediate": codec.Intermediate{},
		"obfuscated padded":       codec.PaddedIntermediate{},
	} {
		t.Run(name, func(t *testing.T) {
			dialer := func(ctx context.Context) (transport.Conn, error) {
				var d net.Dialer
				raw, err := d.DialContext(ctx, "tcp", addr)
				if err != nil {
					return nil, err
				}
				obfs := obfuscator.Obfuscated2(rand.Reader, raw)
				tag := c.(codec.TaggedCodec).ObfuscatedTag()
				if err := obfs.Handshake(tag, 2, mtproxy.Secret{Type: mtproxy.Simple}); err != nil {
					return nil, err
				}
				return transport.NewProtocol(func() transport.Codec { return codec.NoHeader{Codec: c} }).Handshake(obfs)
			}
			require.NoError(t, withGotdOver(dialer, mtproto.Options{Key: key, Salt: testSalt}, nearest(want)))
		})
	}
}

// A key belongs to one data centre, and may be forgotten there. gotd would make
// a new one silently; a public key that nobody has shows that it wants to.
func TestGotdUnknownKey(t *testing.T) {
	nobody, err := rsa.GenerateKey(rand.Reader, crypto.RSAKeyBits)
	require.NoError(t, err)
	two, one := &Server{DC: 2, Handler: greet}, &Server{DC: 1, Handler: greet}
	addrTwo, _ := listen(t, two)
	addrOne, _ := listen(t, one)
	key := register(t, two, testSalt)
	keyID := fmt.Sprintf("%x", key.ID)
	opt := mtproto.Options{Key: key, Salt: testSalt, PublicKeys: []exchange.PublicKey{{RSA: &nobody.PublicKey}}}
	want := nearest(&tg.NearestDC{Country: keyID, ThisDC: 2, NearestDC: 2})

	require.NoError(t, withGotd(addrTwo, transport.Intermediate, opt, want))
	require.ErrorIs(t, withGotd(addrOne, transport.Intermediate, opt, want), exchange.ErrKeyFingerprintNotFound)

	require.True(t, two.keys().Forget(keyID))
	require.ErrorIs(t, withGotd(addrTwo, transport.Intermediate, opt, want), exchange.ErrKeyFingerprintNotFound)
	require.Zero(t, one.Counts().Methods)
}

// gotd compresses long requests; errors and long answers come through.
func TestGotdLongMessages(t *testing.T) {
	long := strings.Repeat("stepin ", 20_000)
	s := &Server{RequireInit: true, Handler: func(_ context.Context, r Request) Reply {
		req := tg.AuthCancelCodeRequest{}
		if err := req.Decode(&bin.Buffer{Buf: r.Body}); err != nil {
			return Reply{}
		}
		return Reply{Result: &tg.NearestDC{Country: req.PhoneCodeHash, ThisDC: r.Layer, NearestDC: r.AppID}}
	}}
	addr, _ := listen(t, s)
	key := register(t, s, testSalt)
	err := withGotd(addr, transport.Intermediate, mtproto.Options{Key: key, Salt: testSalt},
		func(ctx context.Context, api *tg.Client) error {
			cancel := &tg.AuthCancelCodeRequest{PhoneNumber: "+9996620001", PhoneCodeHash: long}
			var answer tg.NearestDC
			if err := api.Invoker().Invoke(ctx, cancel, &answer); !tgerr.Is(err, "CONNECTION_NOT_INITED") {
				return fmt.Errorf("without initConnection: %v", err)
			}
			if err := api.Invoker().Invoke(ctx, &tg.InvokeWithLayerRequest{
				Layer: 229, Query: &tg.InitConnectionRequest{APIID: 17, Query: cancel},
			}, &answer); err != nil {
				return err
			}
			if answer.Country != long || answer.ThisDC != 229 || answer.NearestDC != 17 {
				return fmt.Errorf("got %d bytes, layer %d, app %d", len(answer.Country), answer.ThisDC, answer.NearestDC)
			}
			// The session remembers.
			return api.Invoker().Invoke(ctx, cancel, &answer)
		})
	require.NoError(t, err)
}

// Many clients at once, each with calls in flight: for the race detector.
func TestGotdCrowd(t *testing.T) {
	s := &Server{Handler: greet}
	addr, _ := listen(t, s)
	const clients, calls = 16, 20
	var wg sync.WaitGroup
	errs := make(chan error, clients)
	for range clients {
		key := register(t, s, testSalt)
		want := nearest(&tg.NearestDC{Country: fmt.Sprintf("%x", key.ID), ThisDC: 2, NearestDC: 2})
		wg.Go(func() {
			errs <- withGotd(addr, transport.Intermediate, mtproto.Options{Key: key, RetryInterval: time.Minute},
				func(ctx context.Context, api *tg.Client) error {
					done := make(chan error, calls)
					for range calls {
						go func() { done <- want(ctx, api) }()
					}
					for range calls {
						if err := <-done; err != nil {
							return err
						}
					}
					return nil
				})
		})
	}
	wg.Wait()
	for range clients {
		require.NoError(t, <-errs)
	}
	require.Equal(t, clients*calls, s.Counts().Methods["help.getNearestDc"])
}
