package wire

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience is how long a test waits for what must come. It only decides how
// long a broken server takes to fail.
const patience = 30 * time.Second

var testRSA = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, crypto.RSAKeyBits)
	if err != nil {
		panic(err)
	}
	return key
})

// listen serves s on loopback until the test ends and returns its address. The
// returned stop waits for Serve.
func listen(t *testing.T, s *Server) (addr string, stop func()) {
	t.Helper()
	if s.Key == nil {
		s.Key = testRSA()
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, ln) }()
	stop = sync.OnceFunc(func() {
		cancel()
		require.NoError(t, <-served)
	})
	t.Cleanup(stop)
	return ln.Addr().String(), stop
}

// register gives the server a random key, which saves the key exchange.
func register(t *testing.T, s *Server, salt int64) crypto.AuthKey {
	t.Helper()
	var key crypto.Key
	_, err := rand.Read(key[:])
	require.NoError(t, err)
	s.keys().Add(key, salt)
	return key.WithID()
}

const testSalt = 0x5a17

// client speaks MTProto message by message, so that a test can say exactly
// what is on the wire.
type client struct {
	t       testing.TB
	conn    transport.Conn
	key     crypto.AuthKey
	salt    int64
	session int64
	ids     *proto.MessageIDGen
}

func dial(t testing.TB, addr string, p transport.Protocol, key crypto.AuthKey) *client {
	t.Helper()
	raw, err := net.Dial("tcp", addr)
	require.NoError(t, err)
	return speak(t, raw, p, key)
}

// speak begins to talk on a connection, in a new session.
func speak(t testing.TB, raw net.Conn, p transport.Protocol, key crypto.AuthKey) *client {
	t.Helper()
	conn, err := p.Handshake(raw)
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	session, err := crypto.NewSessionID(rand.Reader)
	require.NoError(t, err)
	return &client{
		t: t, conn: conn, key: key, salt: testSalt, session: session,
		ids: proto.NewMessageIDGen(time.Now),
	}
}

// reconnect opens another connection for the same session.
func (c *client) reconnect(addr string) *client {
	c.t.Helper()
	again := dial(c.t, addr, transport.Intermediate, c.key)
	again.session, again.ids, again.salt = c.session, c.ids, c.salt
	return again
}

// ended reads until the connection ends, and returns how it did and what came
// before.
func (c *client) ended() (before []received, why error) {
	c.t.Helper()
	for {
		r, err := c.next()
		if err != nil {
			return before, err
		}
		before = append(before, r)
	}
}

// state is what the server knows of a message of the client, without asking it.
func (c *client) state(s *Server, id int64) byte {
	key, ok := s.keys().get(c.key.ID, s.now())
	require.True(c.t, ok)
	return key.session(c.session).info(0, []int64{id}).Info[0]
}

func (c *client) newID() int64 { return c.ids.New(proto.MessageFromClient) }

// send sends a content-related message and returns its id.
func (c *client) send(body bin.Encoder) int64 {
	c.t.Helper()
	id := c.newID()
	c.sendAs(id, 1, body)
	return id
}

func (c *client) sendAs(id int64, seq int, body bin.Encoder) {
	c.t.Helper()
	var packet bin.Buffer
	require.NoError(c.t, crypto.NewClientCipher(rand.Reader).Encrypt(c.key, crypto.EncryptedMessageData{
		Salt: c.salt, SessionID: c.session, MessageID: id, SeqNo: int32(seq), Message: body,
	}, &packet))
	c.sendPacket(packet.Buf)
}

func (c *client) sendPacket(packet []byte) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	require.NoError(c.t, c.conn.Send(ctx, &bin.Buffer{Buf: packet}))
}

// received is one message from the server.
type received struct {
	id   int64
	seq  int
	typ  uint32
	body []byte
}

func (r received) decode(t testing.TB, d bin.Decoder) {
	t.Helper()
	require.NoError(t, d.Decode(&bin.Buffer{Buf: r.body}))
}

// next returns the next message, or the error that ended the connection.
func (c *client) next() (received, error) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var b bin.Buffer
	if err := c.conn.Recv(ctx, &b); err != nil {
		return received{}, err
	}
	data, err := crypto.NewClientCipher(rand.Reader).DecryptFromBuffer(c.key, &b)
	require.NoError(c.t, err)
	require.Equal(c.t, c.session, data.SessionID)
	body := data.Data()
	typ, err := (&bin.Buffer{Buf: body}).PeekID()
	require.NoError(c.t, err)
	return received{id: data.MessageID, seq: int(data.SeqNo), typ: typ, body: body}, nil
}

// until returns the next message of the given type and skips others.
func (c *client) until(typ uint32) received {
	c.t.Helper()
	for {
		r, err := c.next()
		require.NoError(c.t, err)
		if r.typ == typ {
			return r
		}
	}
}

// result returns the next rpc_result, which must be for the message id.
func (c *client) result(id int64) *bin.Buffer {
	c.t.Helper()
	var res proto.Result
	c.until(proto.ResultTypeID).decode(c.t, &res)
	require.Equal(c.t, id, res.RequestMessageID)
	return &bin.Buffer{Buf: res.Result}
}

// fence makes a round trip, so that all earlier messages have been read by the
// server, and returns what came before the pong.
func (c *client) fence() (before []received) {
	c.t.Helper()
	id := c.newID()
	c.sendAs(id, 0, &mt.PingRequest{PingID: id})
	for {
		r, err := c.next()
		require.NoError(c.t, err)
		var pong mt.Pong
		if pong.Decode(&bin.Buffer{Buf: r.body}) == nil && pong.MsgID == id {
			return before
		}
		before = append(before, r)
	}
}

// types tells what messages are, for readable comparisons.
func types(messages []received) []uint32 {
	out := make([]uint32, len(messages))
	for i, m := range messages {
		out[i] = m.typ
	}
	return out
}

// greet answers help.getNearestDc with the data centre that was asked, in
// Country the key id.
func greet(_ context.Context, r Request) Reply {
	return Reply{Result: &tg.NearestDC{Country: r.KeyID, ThisDC: r.DC, NearestDC: r.DC}}
}

var ask = &tg.HelpGetNearestDCRequest{}

// raw is TL as bytes.
func raw(t testing.TB, parts ...bin.Encoder) encoded {
	t.Helper()
	var b bin.Buffer
	for _, p := range parts {
		require.NoError(t, p.Encode(&b))
	}
	return b.Buf
}
