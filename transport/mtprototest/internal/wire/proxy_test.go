package wire

import (
	"context"
	"crypto/rand"
	"errors"
	"net"
	"strconv"
	"testing"
	"time"

	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mtproxy"
	"github.com/gotd/td/mtproxy/obfuscator"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/proto/codec"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
)

// obfuscatedCodec is how packets go in an obfuscated connection.
type obfuscatedCodec struct {
	tag   []byte
	codec transport.Codec
}

var (
	obfuscatedAbridged     = obfuscatedCodec{abridgedTag, codec.Abridged{}}
	obfuscatedIntermediate = obfuscatedCodec{intermediateTag, codec.Intermediate{}}
	obfuscatedPadded       = obfuscatedCodec{paddedTag, codec.PaddedIntermediate{}}
)

// dialProxy connects as gotd's client does to an MTProxy: with a secret, and
// the number of a data centre. Without a secret it is an ordinary obfuscated
// connection.
func dialProxy(t *testing.T, addr string, secret []byte, c obfuscatedCodec, dc int, key crypto.AuthKey) *client {
	t.Helper()
	raw, err := net.Dial("tcp", addr)
	require.NoError(t, err)
	t.Cleanup(func() { _ = raw.Close() })
	obfs := obfuscator.Obfuscated2(rand.Reader, raw)
	require.NoError(t, obfs.Handshake([4]byte(c.tag), dc, mtproxy.Secret{Secret: secret}))
	conn, err := transport.NewProtocol(func() transport.Codec { return codec.NoHeader{Codec: c.codec} }).Handshake(obfs)
	require.NoError(t, err)
	return &client{
		t: t, conn: conn, key: key, salt: testSalt, session: 1,
		ids: proto.NewMessageIDGen(time.Now),
	}
}

// A client with the right secret is served, in each transport that its kind of
// secret allows; so is one that knows of no proxy. One with a wrong secret is
// dropped.
func TestProxySecret(t *testing.T) {
	wrong := []byte("Sixteen bytes of")
	for name, tc := range map[string]struct {
		paddedOnly bool
		secret     []byte
		served     []obfuscatedCodec
		dropped    []obfuscatedCodec
	}{
		"plain":            {false, testSecret, []obfuscatedCodec{obfuscatedAbridged, obfuscatedIntermediate, obfuscatedPadded}, nil},
		"padded":           {true, testSecret, []obfuscatedCodec{obfuscatedPadded}, []obfuscatedCodec{obfuscatedAbridged, obfuscatedIntermediate}},
		"wrong":            {false, wrong, nil, []obfuscatedCodec{obfuscatedAbridged, obfuscatedIntermediate, obfuscatedPadded}},
		"wrong and padded": {true, wrong, nil, []obfuscatedCodec{obfuscatedPadded}},
		"no proxy":         {true, nil, []obfuscatedCodec{obfuscatedAbridged, obfuscatedIntermediate, obfuscatedPadded}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := &Server{Handler: greet, Proxy: &Proxy{Secret: testSecret, PaddedOnly: tc.paddedOnly}}
			addr, _ := listen(t, s)
			key := register(t, s, testSalt)
			direct := dial(t, addr, transport.Full, key)
			direct.result(direct.send(ask))
			for _, c := range tc.dropped {
				stranger := dialProxy(t, addr, tc.secret, c, 2, key)
				_, err := stranger.next()
				requireCut(t, err)
			}
			for _, c := range tc.served {
				known := dialProxy(t, addr, tc.secret, c, 2, key)
				for range 2 {
					known.result(known.send(ask))
				}
			}
			direct.result(direct.send(ask))
		})
	}
}

// requireCut demands that the server has closed the connection.
func requireCut(t *testing.T, err error) {
	t.Helper()
	require.Error(t, err)
	if timeout := net.Error(nil); errors.As(err, &timeout) {
		require.False(t, timeout.Timeout(), "not closed by the server: %v", err)
	}
	require.NotErrorIs(t, err, context.DeadlineExceeded)
}

// The number of a data centre in the header says who serves the connection.
func TestProxyRoute(t *testing.T) {
	four := &Server{DC: 4, Handler: greet, Key: testRSA()} // does not listen itself
	two := &Server{DC: 2, Handler: greet}
	two.Proxy = &Proxy{Secret: testSecret, Route: func(dc int) *Server {
		return map[int]*Server{2: two, 4: four}[dc]
	}}
	addr, _ := listen(t, two)
	for named, server := range map[int]*Server{
		2: two, 4: four, -4: four, 10004: four, -10004: four,
		0: nil, 1: nil, -1: nil, 10000: nil, -32768: nil,
	} {
		t.Run(strconv.Itoa(named), func(t *testing.T) {
			key := crypto.AuthKey{}
			if server != nil {
				key = register(t, server, testSalt)
			}
			c := dialProxy(t, addr, testSecret, obfuscatedAbridged, named, key)
			if server == nil {
				_, err := c.next()
				requireCut(t, err)
				return
			}
			var got tg.NearestDC
			require.NoError(t, got.Decode(c.result(c.send(ask))))
			require.Equal(t, server.dc(), got.ThisDC)
		})
	}
	// Who does not use the secret gets whom it has dialled.
	key := register(t, two, testSalt)
	c := dialProxy(t, addr, nil, obfuscatedAbridged, 4, key)
	c.result(c.send(ask))
	require.Equal(t, map[string]int{"help.getNearestDc": 4}, four.Counts().Methods)
	require.Zero(t, four.Counts().Accepted, "counted where they came in")
	require.Equal(t, 11, two.Counts().Accepted)
}

func TestProxyWithoutRoute(t *testing.T) {
	s := &Server{Handler: greet, Proxy: &Proxy{Secret: testSecret}}
	addr, _ := listen(t, s)
	c := dialProxy(t, addr, testSecret, obfuscatedPadded, 7, register(t, s, testSalt))
	c.result(c.send(ask))
}

func TestProxySecretLength(t *testing.T) {
	for _, n := range []int{0, 15, 17} {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		s := &Server{Key: testRSA(), Proxy: &Proxy{Secret: make([]byte, n)}}
		require.ErrorContains(t, s.Serve(t.Context(), ln), "Proxy.Secret")
	}
}
