package mtproto_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/proxy"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtproto/internal/proxytest"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// hidden gives a server's data centres names that nobody can resolve: the only
// way to them is a proxy that knows better.
func hidden(srv *mtprototest.Server) (all []mtproto.DataCentre, where map[string]string) {
	where = map[string]string{}
	for _, dc := range srv.DCs() {
		addr := hiddenAddr(dc.ID)
		where[addr] = dc.Addrs[0]
		all = append(all, mtproto.DataCentre{ID: dc.ID, Addrs: []string{addr}})
	}
	return all, where
}

func hiddenAddr(dc int) string { return fmt.Sprintf("dc%d.invalid:443", dc) }

// proxySecret is for servers that are MTProxies as well.
var proxySecret = []byte("sixteen bytes of")

// A detour leads a Transport to a server that is hidden behind a proxy: a new
// one, or the server itself, which then has the proxySecret. It returns what
// counts the connections that have been made that way.
type detour func(t *testing.T, srv *mtprototest.Server, tr *mtproto.Transport) (relayed func() int)

var detours = map[string]detour{
	"MTProxy":         throughMTProxy(),
	"MTProxy, padded": throughMTProxy(0xdd),
	"SOCKS by Dial": throughSOCKS(func(tr *mtproto.Transport, dial dcs.DialFunc) {
		tr.Dial = dial
	}),
	"SOCKS by Resolver": throughSOCKS(func(tr *mtproto.Transport, dial dcs.DialFunc) {
		tr.Resolver = dcs.Plain(dcs.PlainOptions{Dial: dial, Protocol: transport.Abridged, Obfuscated: true})
	}),
}

// throughMTProxy makes detours by the server's first address, with a secret of
// this kind.
func throughMTProxy(kind ...byte) detour {
	return func(t *testing.T, srv *mtprototest.Server, tr *mtproto.Transport) func() int {
		t.Helper()
		tr.DCs, _ = hidden(srv)
		var dialled atomic.Int64
		resolver, err := dcs.MTProxy(srv.DCs()[0].Addrs[0], slices.Concat(kind, proxySecret), dcs.MTProxyOptions{
			Dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
				dialled.Add(1)
				return new(net.Dialer).DialContext(ctx, network, addr)
			},
		})
		require.NoError(t, err)
		tr.Resolver = resolver
		return func() int { return int(dialled.Load()) }
	}
}

// throughSOCKS makes SOCKS5 proxies, and has their Dial put where it belongs.
func throughSOCKS(lead func(*mtproto.Transport, dcs.DialFunc)) detour {
	return func(t *testing.T, srv *mtprototest.Server, tr *mtproto.Transport) func() int {
		t.Helper()
		var where map[string]string
		tr.DCs, where = hidden(srv)
		p := proxytest.SOCKS5(t, func(addr string) string { return where[addr] })
		dialer, err := proxy.SOCKS5("tcp", p.Addr, nil, nil)
		require.NoError(t, err)
		lead(tr, dialer.(proxy.ContextDialer).DialContext)
		return p.Relayed
	}
}

// A whole sign-in, slips, move and password included, goes through a proxy, and
// nothing of it goes another way.
func TestSignInThroughProxy(t *testing.T) {
	for name, through := range detours {
		t.Run(name, func(t *testing.T) {
			model, err := fake.New(fake.Account{Phone: bea, Password: beaPassword, DC: 4})
			require.NoError(t, err)
			srv, err := mtprototest.Start(model, mtprototest.Config{ProxySecret: proxySecret})
			require.NoError(t, err)
			t.Cleanup(srv.Close)
			tr := srv.Transport()
			relayed := through(t, srv, tr)
			d := &flow.Driver{Transport: tr}
			_, err = d.Do(t.Context(), "me", flow.PhoneNumber(bea))
			require.NoError(t, err)
			_, err = d.Do(t.Context(), "me", flow.Code("11111"))
			require.ErrorIs(t, err, errors.PhoneCodeInvalid)
			_, err = d.Do(t.Context(), "me", flow.Code(beaCode))
			require.NoError(t, err)
			s, err := d.Do(t.Context(), "me", flow.Password(beaPassword))
			require.NoError(t, err)
			require.Equal(t, flow.Ready, s.Phase)

			made, _ := srv.Connections()
			require.Positive(t, made)
			require.Equal(t, made, relayed(), "each connection came through the proxy")
			require.Equal(t, 2, srv.Keys())
		})
	}
}

// Each login may have a way of its own.
func TestProxyPerLogin(t *testing.T) {
	srv := serve(t, mtprototest.Config{ProxySecret: proxySecret})
	base, store := srv.Transport(), new(flow.MemoryStore)
	for name, through := range detours {
		tr := *base
		relayed := through(t, srv, &tr)
		before, _ := srv.Connections()
		d := &flow.Driver{Transport: &tr, Store: store}
		s, err := d.Do(t.Context(), name, flow.PhoneNumber(ada))
		require.NoError(t, err)
		require.Equal(t, flow.WaitCode, s.Phase)
		after, _ := srv.Connections()
		require.Equal(t, after-before, relayed(), name)
	}
	require.Nil(t, base.Resolver)
	require.Nil(t, base.Dial)
}

// A WebSocket is a way, too, where a domain is known for the data centre.
func TestSignInByWebSocket(t *testing.T) {
	domains := map[int]string{}
	srv := serve(t, mtprototest.Config{Listen: func(dc int) (net.Listener, error) {
		web := httptest.NewUnstartedServer(nil)
		ln, handler := transport.WebsocketListener(web.Listener.Addr())
		web.Config.Handler = handler
		web.Start()
		t.Cleanup(web.Close)
		domains[dc] = "ws" + strings.TrimPrefix(web.URL, "http")
		return ln, nil
	}})
	tr := srv.Transport()
	tr.Resolver = inDomains{dcs.Websocket(dcs.WebsocketOptions{}), domains}
	d := &flow.Driver{Transport: tr}
	for _, in := range []flow.Input{flow.PhoneNumber(bea), flow.Code(beaCode), flow.Password(beaPassword)} {
		_, err := d.Do(t.Context(), "me", in)
		require.NoError(t, err)
	}
	require.Len(t, srv.SignedIn(), 1)
}

// inDomains is a Resolver that is told the domains of DCs.
type inDomains struct {
	dcs.Resolver
	domains map[int]string
}

func (r inDomains) Primary(ctx context.Context, dc int, list dcs.List) (transport.Conn, error) {
	list.Domains = r.domains
	return r.Resolver.Primary(ctx, dc, list)
}

// A forgotten key is said to be gone through any proxy, and no new one is made.
func TestForgottenKeyThroughProxy(t *testing.T) {
	for name, through := range detours {
		t.Run(name, func(t *testing.T) {
			srv := serve(t, mtprototest.Config{ProxySecret: proxySecret})
			c := &client{t: t, tr: srv.Transport()}
			through(t, srv, c.tr)
			c.connect()
			require.True(t, srv.ForgetKey(fmt.Sprintf("%x", c.open().Key.ID)))
			require.ErrorIs(t, refused(t, c.sendCode(ada)), errors.TransportKeyUnknown)
			require.Equal(t, 1, srv.Keys())
		})
	}
}

// What a proxy does not do for us is not sent, and never goes around it.
func TestProxyRefuses(t *testing.T) {
	srv := serve(t, mtprototest.Config{ProxySecret: proxySecret})
	other, err := dcs.MTProxy(closedPort(t), make([]byte, 16), dcs.MTProxyOptions{})
	require.NoError(t, err)
	for _, tt := range []struct {
		name  string
		spoil func(t *testing.T, tr *mtproto.Transport)
		want  error // nil: any
	}{
		{"nobody there", func(_ *testing.T, tr *mtproto.Transport) { tr.Resolver = other }, nil},
		{"wrong secret", func(t *testing.T, tr *mtproto.Transport) {
			detours["MTProxy"](t, srv, tr)
			tr.Resolver, err = dcs.MTProxy(srv.DCs()[0].Addrs[0], make([]byte, 16), dcs.MTProxyOptions{})
			require.NoError(t, err)
		}, nil},
		{"no route", func(t *testing.T, tr *mtproto.Transport) {
			detours["SOCKS by Resolver"](t, srv, tr)
			tr.DCs[0].Addrs[0] = "elsewhere.invalid:443"
		}, nil},
		{"no domain for a WebSocket", func(_ *testing.T, tr *mtproto.Transport) {
			tr.Resolver = dcs.Websocket(dcs.WebsocketOptions{})
		}, nil},
		{"unknown data centre", func(t *testing.T, tr *mtproto.Transport) {
			detours["MTProxy"](t, srv, tr)
			tr.DC = 3
		}, errors.UnknownDC},
		{"an address that is none", func(_ *testing.T, tr *mtproto.Transport) {
			tr.Resolver = dcs.DefaultResolver()
			tr.DCs[1].Addrs[0] = "nowhere"
		}, errors.UnknownDC},
		{"Dial as well", func(_ *testing.T, tr *mtproto.Transport) {
			tr.Resolver, tr.Dial = dcs.DefaultResolver(), new(net.Dialer).DialContext
		}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := &client{t: t, tr: srv.Transport()}
			tt.spoil(t, c.tr)
			err := notSent(t, c.connect())
			if tt.want != nil {
				require.ErrorIs(t, err, tt.want)
			}
			require.Zero(t, srv.Keys(), "the server was asked")
		})
	}
}

// A call ends with its context, though the Resolver does not: gotd's waits for
// the hello of a proxy that imitates TLS whatever becomes of the context. What
// it brings when nobody waits any more is closed.
func TestResolverIgnoresContext(t *testing.T) {
	twoCalls(t, func(t *testing.T, c *client, call flow.Call) {
		dialled := make(chan net.Conn, 1)
		dial := func(context.Context, string, string) (net.Conn, error) {
			near, far := net.Pipe()
			dialled <- far
			return near, nil
		}
		resolvers := map[string]dcs.Resolver{"a connection too late": &late{dial: dial, release: make(chan struct{})}}
		var err error
		resolvers["a handshake without end"], err = dcs.MTProxy("proxy.invalid:443",
			append(append([]byte{0xee}, make([]byte, 16)...), "example.org"...), dcs.MTProxyOptions{Dial: dial})
		require.NoError(t, err)
		for name, resolver := range resolvers {
			t.Run(name, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				c.tr.Resolver = resolver
				far := make(chan net.Conn, 1)
				go func() {
					conn := <-dialled
					cancel()
					far <- conn
				}()
				answer, err := c.outcome(ctx, call)
				require.NoError(t, err)
				require.ErrorIs(t, notSent(t, answer), context.Canceled)
				conn := <-far
				if late, ok := resolver.(*late); ok {
					require.NoError(t, conn.SetReadDeadline(time.Now().Add(patience)))
					close(late.release)
					_, err := conn.Read(make([]byte, 1))
					require.ErrorIs(t, err, io.EOF, "what comes too late is closed")
				}
				require.NoError(t, conn.Close())
			})
		}
	})
}

// late is a Resolver that connects, and tells so when it is released.
type late struct {
	dcs.Resolver
	dial    dcs.DialFunc
	release chan struct{}
}

func (l *late) Primary(ctx context.Context, _ int, _ dcs.List) (transport.Conn, error) {
	conn, err := l.dial(ctx, "tcp", "")
	<-l.release
	if err != nil {
		return nil, err
	}
	return transport.Abridged.Handshake(headless{conn})
}

// headless is a connection on which nothing is written, so that nobody needs to
// read.
type headless struct{ net.Conn }

func (headless) Write(b []byte) (int, error) { return len(b), nil }

// Where DCs is nil gotd's lists are used; else DCs in order.
func TestNetwork(t *testing.T) {
	own := []mtproto.DataCentre{{ID: 2, Addrs: []string{"127.0.0.1:1", "[::1]:2"}}, {ID: 3}}
	for _, tt := range []struct {
		name string
		tr   mtproto.Transport
		test bool
		want []int // ports of data centre 2
	}{
		{"Telegram", mtproto.Transport{}, false, nil},
		{"test servers", mtproto.Transport{Test: true}, true, nil},
		{"own", mtproto.Transport{DCs: own}, false, []int{1, 2}},
		{"own test servers", mtproto.Transport{DCs: own, Test: true}, true, []int{1, 2}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			resolver, list, err := tt.tr.Network()
			require.NoError(t, err)
			require.NotNil(t, resolver)
			require.Equal(t, tt.test, list.Test)
			if tt.want == nil {
				for _, dc := range []int{1, 2, 3} {
					require.NotEmpty(t, dcs.FindPrimaryDCs(list.Options, dc, false))
					require.NotEmpty(t, list.Domains[dc], "for dcs.Websocket")
				}
				return
			}
			var ports []int
			for _, option := range dcs.FindPrimaryDCs(list.Options, 2, false) {
				ports = append(ports, option.Port)
			}
			require.Equal(t, tt.want, ports)
		})
	}
}
