package mtprototest_test

import (
	"context"
	"net"
	"sync"
	"testing"

	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtprototest"
)

// gotd's client signs in over every transport that it has, at one server: what
// a connection speaks is found out for each of them. Then it comes again, with
// the same session and obfuscated, except over the full transport: it has no tag
// that an obfuscated header could name.
// See https://core.telegram.org/mtproto/mtproto-transports.
func TestGotdTransports(t *testing.T) {
	account := mtprototest.Account{Phone: ada, ID: 77}
	srv := start(t, mtprototest.Config{}, account)
	for _, tt := range []struct {
		name     string
		protocol transport.Protocol
		begins   []byte // a plain connection: a tag, or the length of req_pq_multi
	}{
		{"full", transport.Full, []byte{52, 0, 0, 0}},
		{"abridged", transport.Abridged, []byte{0xef}},
		{"intermediate", transport.Intermediate, []byte{0xee, 0xee, 0xee, 0xee}},
		{"padded", transport.PaddedIntermediate, []byte{0xdd, 0xdd, 0xdd, 0xdd}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			keys, codes := srv.Keys(), srv.Calls()["auth.sendCode"]
			var plain, obfuscated beginning
			options := gotdOptions(t, srv)
			options.Resolver = dcs.Plain(dcs.PlainOptions{Protocol: tt.protocol, Dial: plain.dial})
			require.EqualValues(t, 77, gotdSignIn(t, srv, options, account).ID)
			require.Equal(t, tt.begins, plain.bytes[:len(tt.begins)])

			if tt.name != "full" {
				options.Resolver = dcs.Plain(dcs.PlainOptions{Protocol: tt.protocol, Obfuscated: true, Dial: obfuscated.dial})
				require.EqualValues(t, 77, gotdSignIn(t, srv, options, account).ID)
				require.Len(t, obfuscated.bytes, 64, "the header")
			}
			require.Equal(t, keys+1, srv.Keys(), "each framing has carried a key exchange")
			require.Equal(t, codes+1, srv.Calls()["auth.sendCode"])
		})
	}
}

// beginning keeps what the first connection begins with.
type beginning struct {
	once  sync.Once
	bytes []byte
}

func (b *beginning) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, addr)
	return beginningConn{conn, b}, err
}

type beginningConn struct {
	net.Conn
	seen *beginning
}

func (c beginningConn) Write(p []byte) (int, error) {
	c.seen.once.Do(func() { c.seen.bytes = append(c.seen.bytes, p...) })
	return c.Conn.Write(p)
}
