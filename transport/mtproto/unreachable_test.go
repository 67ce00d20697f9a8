package mtproto_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"net"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

var errNoLine = errors.New("there is no line")

func noLine(context.Context, string, string) (net.Conn, error) { return nil, errNoLine }

// flipping turns one bit of what a connection receives.
type flipping struct {
	net.Conn
	at, seen int
}

func (f *flipping) Read(b []byte) (int, error) {
	n, err := f.Conn.Read(b)
	if i := f.at - f.seen; i >= 0 && i < n {
		b[i] ^= 1
	}
	f.seen += n
	return n, err
}

// flip makes a Dial whose connections turn one bit of the byte at a place.
func flip(at int) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		return &flipping{Conn: conn, at: at}, err
	}
}

// closedPort is an address where nobody listens. A connection holds it, so that
// nobody else can be given it meanwhile.
func closedPort(t testing.TB) string {
	t.Helper()
	address, release := holdPort(t)
	t.Cleanup(release)
	return address
}

// holdPort is closedPort until it is released.
func holdPort(t testing.TB) (address string, release func()) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	conn, err := net.Dial("tcp", ln.Addr().String())
	require.NoError(t, err)
	return conn.LocalAddr().String(), func() {
		_ = conn.Close()
		_ = ln.Close()
	}
}

// What keeps a call from being sent has a reason, and the session is left as
// it was.
func TestNotSent(t *testing.T) {
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	const (
		// Places in the server's first message, resPQ, in the intermediate
		// framing: length, auth_key_id, message_id, length, constructor.
		nonce       = 4 + 8 + 8 + 4 + 4
		constructor = nonce - 4
	)
	for _, tt := range []struct {
		name   string
		call   flow.CallName
		spoil  func(c *client)
		reason error
		text   string
	}{
		{"no address", flow.CallConnect, func(c *client) { c.tr.DCs = []mtproto.DataCentre{{ID: 2}} }, errors.UnknownDC, ""},
		{"unknown data centre", flow.CallConnect, func(c *client) { c.tr.DC = 3 }, errors.UnknownDC, ""},
		{"data centre gone from the list", flow.CallSignIn, func(c *client) { c.tr.DCs = c.tr.DCs[:0:0] }, errors.UnknownDC, ""},
		{"another RSA key", flow.CallConnect, func(c *client) { c.tr.PublicKeys = []*rsa.PublicKey{&stranger.PublicKey} }, errors.NoKey, "RSA fingerprint"},
		{"no RSA key", flow.CallConnect, func(c *client) { c.tr.PublicKeys = []*rsa.PublicKey{} }, errors.NoKey, "RSA fingerprint"},
		{"wrong nonce", flow.CallConnect, func(c *client) { c.tr.Dial = flip(nonce) }, errors.InsecureServer, "nonce"},
		{"no resPQ", flow.CallConnect, func(c *client) { c.tr.Dial = flip(constructor) }, errors.InsecureServer, "message"},
		{"refused port", flow.CallConnect, func(c *client) { c.tr.DCs[0].Addrs = []string{closedPort(t)} }, nil, "refused"},
		{"refused port later", flow.CallSignIn, func(c *client) { c.tr.DCs[0].Addrs = []string{closedPort(t)} }, nil, "refused"},
		{"no line", flow.CallSendCode, func(c *client) { c.tr.Dial = noLine }, errNoLine, ""},
		{"nonsense of an address", flow.CallConnect, func(c *client) { c.tr.DCs[0].Addrs = []string{"nowhere"} }, nil, "missing port"},
		{"damaged session", flow.CallSignIn, func(c *client) {
			c.session = flow.NewSession(c.session.Fingerprint(), c.session.Bytes()[1:])
		}, errors.BadRecord, ""},
		{"no session", flow.CallSendCode, func(c *client) { c.session = flow.Session{} }, errors.NotAllowed, ""},
		{"no such call", flow.NoCall, func(*client) {}, errors.NotAllowed, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := serve(t, mtprototest.Config{})
			c := clientAt(t, srv, tt.call)
			calls, keys := srv.Calls(), srv.Keys()
			tt.spoil(c)
			session := c.session
			err := notSent(t, c.ask(flow.Call{Name: tt.call, To: phone(t, ada), Sent: c.sent}))
			if tt.reason != nil {
				require.ErrorIs(t, err, tt.reason)
			}
			require.ErrorContains(t, err, tt.text)
			require.Equal(t, session.Bytes(), c.session.Bytes())
			require.Equal(t, session.Fingerprint(), c.session.Fingerprint())
			require.Equal(t, calls, srv.Calls())
			require.Equal(t, keys, srv.Keys())
		})
	}
}

// The addresses of a data centre are tried in turn.
func TestSecondAddress(t *testing.T) {
	srv := serve(t, mtprototest.Config{})
	c := &client{t: t, tr: srv.Transport()}
	c.tr.DCs[0].Addrs = append([]string{closedPort(t), "nowhere"}, c.tr.DCs[0].Addrs...)
	require.Equal(t, flow.Connected{}, c.connect())
	require.IsType(t, flow.CodeSent{}, c.sendCode(ada))
}

// A move to where there is no way leaves everything where it was.
func TestMoveToNowhere(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, DC: 4})
	c := &client{t: t, tr: srv.Transport()}
	c.connect()
	session := c.session
	all := c.tr.DCs
	c.tr.DCs = all[:1]
	require.ErrorIs(t, notSent(t, c.sendCode(ada)), errors.UnknownDC)
	require.Equal(t, session.Fingerprint(), c.session.Fingerprint())
	c.tr = srv.Transport()
	require.Equal(t, flow.Moved{DC: 4}, c.sendCode(ada))
	require.NotEqual(t, session.Fingerprint(), c.session.Fingerprint())
	require.Equal(t, 4, c.open().DC)
	require.IsType(t, flow.CodeSent{}, c.sendCode(ada))
	require.IsType(t, flow.Authorized{}, c.signIn(adaCode))
}
