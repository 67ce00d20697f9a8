package wire

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"net"
	"testing"

	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
)

func TestServeRefusesBadKeys(t *testing.T) {
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	require.NoError(t, err)
	for name, key := range map[string]*rsa.PrivateKey{"none": nil, "1024 bits": small} {
		t.Run(name, func(t *testing.T) {
			ln, err := net.Listen("tcp", "127.0.0.1:0")
			require.NoError(t, err)
			require.ErrorContains(t, (&Server{Key: key}).Serve(context.Background(), ln), "Server.Key")
			_, err = ln.Accept()
			require.ErrorIs(t, err, net.ErrClosed)
		})
	}
}

func TestServeTellsListenerErrors(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, ln.Close())
	require.ErrorIs(t, (&Server{Key: testRSA()}).Serve(context.Background(), ln), net.ErrClosed)
}

// One data centre may listen at several addresses.
func TestServeTwoListeners(t *testing.T) {
	s := &Server{Handler: greet}
	c, _ := start(t, s)
	addr, _ := listen(t, s)
	id := c.send(ask)
	first := c.result(id).Buf
	again := c.reconnect(addr)
	again.sendAs(id, 1, ask)
	require.Equal(t, first, again.result(id).Buf)
}

// The end of Serve reaches handlers that wait, and Serve waits for them.
func TestServeEndsHandlers(t *testing.T) {
	entered, left := make(chan struct{}), errors.New("not left")
	s := &Server{Handler: func(ctx context.Context, r Request) Reply {
		close(entered)
		<-ctx.Done()
		left = nil
		return Reply{Drop: true}
	}}
	addr, stop := listen(t, s)
	c := dial(t, addr, transport.Intermediate, register(t, s, testSalt))
	c.send(ask)
	<-entered
	stop()
	require.NoError(t, left)
}
