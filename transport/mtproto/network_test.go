package mtproto_test

import (
	"context"
	"encoding/binary"
	"flag"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// badServer starts a server that does with each connection what it is told and
// then closes it. It returns its address.
func badServer(t testing.TB, serve func(ctx context.Context, conn net.Conn)) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			running.Go(func() {
				defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
				serve(ctx, conn)
				_ = conn.Close()
			})
		}
	})
	t.Cleanup(func() {
		stop()
		_ = ln.Close()
		running.Wait()
	})
	return ln.Addr().String()
}

// patience is how long a test waits for what must happen; it is never waited
// for where all is well.
const patience = time.Minute

// outcome makes a call and fails the test if it does not return.
func (c *client) outcome(ctx context.Context, call flow.Call) (flow.Answer, error) {
	c.t.Helper()
	type result struct {
		answer flow.Answer
		err    error
	}
	done := make(chan result, 1)
	session := c.session
	go func() {
		answer, s, err := c.tr.Perform(ctx, call, session)
		session = s
		done <- result{answer, err}
	}()
	select {
	case r := <-done:
		require.True(c.t, (r.answer == nil) != (r.err == nil))
		leak.Performed(c.t, call, r.answer, session, r.err)
		c.session = session
		return r.answer, r.err
	case <-time.After(patience):
		require.Fail(c.t, "Perform does not return")
		return nil, nil
	}
}

// twoCalls are a call that makes a key and one that uses it: all connections
// are for one or the other.
func twoCalls(t *testing.T, try func(t *testing.T, c *client, call flow.Call)) {
	t.Helper()
	for _, name := range []flow.CallName{flow.CallConnect, flow.CallSignIn} {
		t.Run(name.String(), func(t *testing.T) {
			srv := serve(t, mtprototest.Config{})
			c := clientAt(t, srv, name)
			call := flow.Call{Name: name}
			if name == flow.CallSignIn {
				call = c.signInCall(adaCode)
			}
			session := c.session
			try(t, c, call)
			if c.session.Fingerprint() != "" {
				require.Equal(t, session.Fingerprint(), c.session.Fingerprint(), "the key is kept")
			}
		})
	}
}

// unheard checks what may be said of a call that no server has answered:
// making a key spends nothing, so it counts as not sent.
func unheard(t *testing.T, call flow.Call, answer flow.Answer, err error) error {
	t.Helper()
	if call.Name == flow.CallConnect {
		require.NoError(t, err)
		return notSent(t, answer)
	}
	require.Error(t, err, "%v", answer)
	return err
}

// A call returns when its context ends, whatever the other side does or does
// not do.
func TestCancel(t *testing.T) {
	for name, dial := range map[string]func(reached func()) (func(context.Context, string, string) (net.Conn, error), func()){
		"the server never answers": func(reached func()) (func(context.Context, string, string) (net.Conn, error), func()) {
			return pipeTo(func(conn net.Conn) {
				buf := make([]byte, 1024)
				for n := 0; ; {
					m, err := conn.Read(buf)
					if err != nil {
						return
					}
					if n += m; n > 40 { // more than a header: a query is on its way
						reached()
					}
				}
			})
		},
		"the server never reads": func(reached func()) (func(context.Context, string, string) (net.Conn, error), func()) {
			return pipeTo(func(net.Conn) { reached() })
		},
		"the server reads a header only": func(reached func()) (func(context.Context, string, string) (net.Conn, error), func()) {
			return pipeTo(func(conn net.Conn) {
				_, _ = io.ReadFull(conn, make([]byte, 4))
				reached()
			})
		},
	} {
		for way, lead := range map[string]func(tr *mtproto.Transport, dial dcs.DialFunc){
			"Dial":     func(tr *mtproto.Transport, dial dcs.DialFunc) { tr.Dial = dial },
			"Resolver": func(tr *mtproto.Transport, dial dcs.DialFunc) { tr.Resolver = dcs.Plain(dcs.PlainOptions{Dial: dial}) },
		} {
			t.Run(name+" by "+way, func(t *testing.T) {
				twoCalls(t, func(t *testing.T, c *client, call flow.Call) {
					ctx, cancel := context.WithCancel(t.Context())
					defer cancel()
					dial, stop := dial(cancel)
					defer stop()
					lead(c.tr, dial)
					answer, err := c.outcome(ctx, call)
					if notSent, ok := answer.(flow.NotSent); ok {
						err = notSent.Err
					} else {
						err = unheard(t, call, answer, err)
					}
					require.ErrorIs(t, err, context.Canceled)
				})
			})
		}
	}
}

// pipeTo makes a Dial that leads to serve and has no buffers in between, and a
// function that ends it.
func pipeTo(serve func(net.Conn)) (func(context.Context, string, string) (net.Conn, error), func()) {
	var running sync.WaitGroup
	var far []net.Conn
	return func(context.Context, string, string) (net.Conn, error) {
			a, b := net.Pipe()
			far = append(far, b)
			running.Go(func() { serve(b) })
			return a, nil
		}, func() {
			for _, conn := range far {
				_ = conn.Close()
			}
			running.Wait()
		}
}

func TestCancelledBefore(t *testing.T) {
	twoCalls(t, func(t *testing.T, c *client, call flow.Call) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for range 20 {
			answer, err := c.outcome(ctx, call)
			require.NoError(t, err)
			require.ErrorIs(t, notSent(t, answer), context.Canceled)
		}
		// Even if the dialler does not care.
		conns := make(chan net.Conn, 100)
		dial := func(_ context.Context, network, address string) (net.Conn, error) {
			conn, err := net.Dial(network, address)
			conns <- conn
			return conn, err
		}
		for i := range 40 {
			if i%2 == 0 {
				c.tr.Dial, c.tr.Resolver = dial, nil
			} else {
				c.tr.Dial, c.tr.Resolver = nil, dcs.Plain(dcs.PlainOptions{Dial: dial})
			}
			answer, err := c.outcome(ctx, call)
			require.NoError(t, err)
			require.ErrorIs(t, notSent(t, answer), context.Canceled)
			_, err = (<-conns).Read(make([]byte, 1))
			require.ErrorIs(t, err, net.ErrClosed, "the connection is closed")
		}
	})
}

// answering makes a server that reads what comes first and sends bytes back.
func answering(t *testing.T, answer []byte, then func(context.Context)) string {
	return badServer(t, func(ctx context.Context, conn net.Conn) {
		// The header, and the length and the body of one frame.
		head := make([]byte, 8)
		if _, err := io.ReadFull(conn, head); err != nil {
			return
		}
		if _, err := io.CopyN(io.Discard, conn, int64(binary.LittleEndian.Uint32(head[4:]))); err != nil {
			return
		}
		_, _ = conn.Write(answer)
		if then != nil {
			then(ctx)
		}
	})
}

// frame is a packet in the intermediate framing.
func frame(packet []byte) []byte {
	return append(binary.LittleEndian.AppendUint32(nil, uint32(len(packet))), packet...)
}

// Transport errors (core.telegram.org/mtproto/mtproto-transports#transport-errors)
// refuse what was sent, if they say so for sure.
func TestTransportErrors(t *testing.T) {
	for _, tt := range []struct {
		code   int32
		reason errors.Reason
		sure   bool
	}{
		{404, errors.TransportKeyUnknown, true},
		{444, errors.TransportWrongDC, true},
		{429, errors.TransportFlood, false},
		{500, errors.Unnamed, false},
		{1, errors.Unnamed, false},
	} {
		t.Run(string(tt.reason), func(t *testing.T) {
			twoCalls(t, func(t *testing.T, c *client, call flow.Call) {
				code := binary.LittleEndian.AppendUint32(nil, uint32(-tt.code))
				stay := func(ctx context.Context) { <-ctx.Done() }
				c.tr.DCs[0].Addrs = []string{answering(t, frame(code), stay)}
				answer, err := c.outcome(t.Context(), call)
				switch {
				case call.Name == flow.CallConnect:
					unheard(t, call, answer, err)
				case tt.sure:
					require.NoError(t, err)
					refusal := refused(t, answer)
					require.Equal(t, tt.reason, refusal.Reason)
					require.Equal(t, -int(tt.code), refusal.Code)
					require.Equal(t, "auth.signIn", refusal.Method)
				default:
					require.Nil(t, answer)
					require.ErrorIs(t, err, tt.reason)
				}
				require.Equal(t, tt.reason == errors.TransportKeyUnknown && call.Name != flow.CallConnect,
					call.Name != flow.CallConnect && c.session.Fingerprint() == "", "only a forgotten key is dropped")
			})
		})
	}
}

// Whatever comes instead of an answer, nobody crashes and nothing is believed.
func TestGarbage(t *testing.T) {
	random := seeded(t)
	junk := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(random.Uint32())
		}
		return b
	}
	twoCalls(t, func(t *testing.T, c *client, call flow.Call) {
		id := c.open().Key.ID
		packets := map[string][]byte{
			"nothing":            nil,
			"noise":              junk(300),
			"HTTP":               []byte("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"),
			"length 0":           frame(nil),
			"huge length":        {0xff, 0xff, 0xff, 0x7f},
			"negative length":    {0xff, 0xff, 0xff, 0xff},
			"half a frame":       frame(junk(100))[:50],
			"half a length":      {1, 0},
			"three bytes":        frame(junk(3)),
			"positive code":      frame([]byte{1, 2, 3, 4}),
			"a key id":           frame(id[:]),
			"unknown key":        frame(junk(24 + 64)),
			"wrong msg_key":      frame(append(id[:], junk(16+64)...)),
			"odd length":         frame(append(id[:], junk(16+61)...)),
			"unencrypted":        frame(append(make([]byte, 8), junk(100)...)),
			"unencrypted, empty": frame(make([]byte, 20)),
			"two frames":         append(frame(append(id[:], junk(16+64)...)), frame(append(id[:], junk(16+64)...))...),
		}
		for name, packet := range packets {
			c.tr.DCs[0].Addrs = []string{answering(t, packet, nil)}
			answer, err := c.outcome(t.Context(), call)
			require.Error(t, unheard(t, call, answer, err), name)

			// And if silence follows, it ends with the context.
			c.tr.DCs[0].Addrs = []string{answering(t, packet, func(ctx context.Context) { <-ctx.Done() })}
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
			answer, err = c.outcome(ctx, call)
			cancel()
			if _, ok := answer.(flow.NotSent); !ok { // not even connected
				require.Error(t, unheard(t, call, answer, err), name)
			}
		}
	})
}

var (
	cutSeed = flag.Uint64("network.seed", 0, "replay the random choices; 0: a new seed")
	cutAll  = flag.Bool("network.all", false, "cut connections after every byte, not after some")
)

// seeded returns randomness that can be had again.
func seeded(t *testing.T) *rand.Rand {
	seed := *cutSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("replay with -network.seed=%d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

// cut is a connection that breaks after so many bytes, counted both ways.
type cut struct {
	net.Conn
	mu   sync.Mutex
	left int
	used *int
}

func (c *cut) take(want int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := min(want, c.left)
	c.left -= n
	*c.used += n
	return n
}

func (c *cut) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if took := c.take(n); took < n {
		_ = c.Conn.Close()
		return took, io.ErrUnexpectedEOF
	}
	return n, err
}

func (c *cut) Write(b []byte) (int, error) {
	n := c.take(len(b))
	n, err := c.Conn.Write(b[:n])
	if n < len(b) && err == nil {
		_ = c.Conn.Close()
		err = io.ErrClosedPipe
	}
	return n, err
}

// TestCut breaks the connection after each number of bytes. What cannot be
// known is never called known: while the server may have acted the call is
// neither refused nor "not sent", and once it has not, nobody is signed in.
func TestCut(t *testing.T) {
	random := seeded(t)
	// nil is our own dialling, the others are gotd's.
	for _, protocol := range []*transport.Protocol{nil, &transport.Abridged, &transport.PaddedIntermediate, &transport.Full} {
		twoCalls(t, func(t *testing.T, c *client, call flow.Call) {
			fresh := c.session
			used := 0
			dial := func(limit int) func(context.Context, string, string) (net.Conn, error) {
				return func(ctx context.Context, network, address string) (net.Conn, error) {
					conn, err := new(net.Dialer).DialContext(ctx, network, address)
					used = 0
					return &cut{Conn: conn, left: limit, used: &used}, err
				}
			}
			through := func(limit int) {
				if protocol == nil {
					c.tr.Dial = dial(limit)
					return
				}
				c.tr.Resolver = dcs.Plain(dcs.PlainOptions{Protocol: *protocol, Dial: dial(limit)})
			}
			// The poll of the whole traffic must not sign in: the code would be
			// used up.
			whole := call
			if call.Name == flow.CallSignIn {
				whole = c.signInCall("99999")
			}
			through(1 << 20)
			answer, err := c.outcome(t.Context(), whole)
			require.NoError(t, err)
			_, missed := answer.(flow.NotSent)
			require.False(t, missed)
			total := used
			require.Greater(t, total, 100)
			for limit := range total {
				if !*cutAll && random.IntN(total) >= 12 {
					continue
				}
				c.session = fresh
				through(limit)
				answer, err := c.outcome(t.Context(), whole)
				switch answer := answer.(type) {
				case nil:
					require.Error(t, err)
					require.NotErrorIs(t, err, context.Canceled, "the cause is told")
				case flow.NotSent:
					require.True(t, call.Name == flow.CallConnect || limit < 4, "%d bytes", limit)
				case flow.Refused:
					require.ErrorIs(t, answer.Err, errors.PhoneCodeInvalid, "only the server's word refuses")
				case flow.Connected:
					require.Equal(t, flow.CallConnect, call.Name)
				default:
					require.Fail(t, "not to be known", "%T after %d bytes", answer, limit)
				}
			}
			c.tr.Dial, c.tr.Resolver = nil, nil
			c.session = fresh
			if call.Name == flow.CallSignIn {
				require.IsType(t, flow.Authorized{}, c.ask(call), "nothing was lost but tries")
			}
		})
	}
}

// A server that closes at once is told from one that answers.
func TestClosedAtOnce(t *testing.T) {
	twoCalls(t, func(t *testing.T, c *client, call flow.Call) {
		c.tr.DCs = []mtproto.DataCentre{{ID: 2, Addrs: []string{badServer(t, func(context.Context, net.Conn) {})}}}
		for range 20 {
			answer, err := c.outcome(t.Context(), call)
			if _, ok := answer.(flow.NotSent); !ok {
				require.Error(t, unheard(t, call, answer, err))
			}
		}
	})
}
