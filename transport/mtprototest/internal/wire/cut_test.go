package wire

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"sync/atomic"
	"testing"

	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/mtproxy"
	"github.com/gotd/td/mtproxy/obfuscator"
	"github.com/gotd/td/proto/codec"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
)

// meter counts what is read from a connection.
type meter struct {
	net.Conn
	read int
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.Conn.Read(p)
	m.read += n
	return n, err
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// An answer is cut at each byte of its frame, in several framings: the client gets
// just so much of it, later the whole, and nobody else feels anything.
func TestCutAt(t *testing.T) {
	var cutAt atomic.Int64
	s := &Server{Key: testRSA(), Handler: func(context.Context, Request) Reply {
		cut := int(cutAt.Load())
		return Reply{Result: &tg.BoolTrue{}, CutAt: cut, Close: cut%2 == 1, Drop: cut%3 == 1}
	}}
	require.NoError(t, s.prepare())
	// gotd pads as randomly as it is told to: now all answers have the same length.
	s.cipher = crypto.NewServerCipher(zeros{})
	addr, _ := listen(t, s)
	key := register(t, s, testSalt)
	yes := []byte(raw(t, &tg.BoolTrue{}))
	other := dial(t, addr, transport.Intermediate, key)

	for name, tc := range map[string]struct {
		p    transport.Protocol
		obfs bool
		head int // bytes before the packet, and after it
	}{
		"intermediate":        {transport.Intermediate, false, 4},
		"full":                {transport.Full, false, 12},
		"obfuscated abridged": {transport.NewProtocol(func() transport.Codec { return codec.NoHeader{Codec: codec.Abridged{}} }), true, 1},
	} {
		t.Run(name, func(t *testing.T) {
			// ask for an answer, and return how much of its frame has come.
			request := func(cut int) (c *client, id int64, arrived int, err error) {
				tcp, err := net.Dial("tcp", addr)
				require.NoError(t, err)
				counted := &meter{Conn: tcp}
				raw := net.Conn(counted)
				if tc.obfs {
					obfs := obfuscator.Obfuscated2(rand.Reader, raw)
					require.NoError(t, obfs.Handshake([4]byte(abridgedTag), 2, mtproxy.Secret{}))
					raw = obfs
				}
				c = speak(t, raw, tc.p, key)
				c.fence()
				cutAt.Store(int64(cut))
				id = c.send(ask)
				c.until(mt.MsgsAckTypeID)
				before := counted.read
				if _, err = c.next(); err == nil && cut > 0 {
					arrived = counted.read - before
					_, err = c.next()
				}
				return c, id, max(arrived, counted.read-before), err
			}
			_, _, whole, err := request(0)
			require.NoError(t, err)
			const packet = 8 + 16 + 32 + 16 + 16 // key id, msg_key, header, rpc_result, padding
			require.Equal(t, tc.head+packet, whole)

			for cut := 1; cut <= whole+1; cut++ {
				c, id, arrived, err := request(cut)
				require.Equal(t, min(cut, whole), arrived)
				require.True(t, errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF), "%v", err)
				// The whole comes to whoever repeats the request, or asks after it.
				again := c.reconnect(addr)
				again.sendAs(id, 1, ask)
				require.Equal(t, yes, again.result(id).Buf)
				again.askState(id)
				of, _ := requestOf(again.again().Body)
				require.Equal(t, id, of)
				other.fence()
			}
		})
	}
}
