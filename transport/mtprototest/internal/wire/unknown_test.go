package wire

import (
	"context"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/proto/codec"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
)

// Packets under a key that nobody knows are answered, but not for ever: sixteen
// in a row. What makes a new key, or uses a known one, is counted as an end of
// the row.
func TestUnknownKeyInARow(t *testing.T) {
	s, other := &Server{Handler: greet}, &Server{}
	addr, _ := listen(t, s)
	good := register(t, s, testSalt)
	c := dial(t, addr, transport.Intermediate, register(t, other, testSalt))
	unknown := func() {
		t.Helper()
		for range maxUnknown {
			c.send(ask)
			_, err := c.next()
			requireTransportError(t, err, codec.CodeAuthKeyNotFound)
		}
	}
	unknown()
	c.sendPacket(question(t))
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	require.NoError(t, c.conn.Recv(ctx, new(bin.Buffer)))

	unknown()
	bad := c.key
	c.key = good
	c.result(c.send(ask))

	c.key = bad
	unknown()
	c.send(ask)
	_, err := c.next()
	requireCut(t, err)
	require.NotErrorAs(t, err, new(*codec.ProtocolErr), "answered once more")
}
