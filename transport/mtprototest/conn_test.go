package mtprototest_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/binary"
	"io"
	"net"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/mtproto"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto/exchange"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// Clients that are no more than a connection, and what they say byte by byte.
// All of them speak the intermediate transport.

var intermediateTag = []byte{0xee, 0xee, 0xee, 0xee}

// dial connects to a server's first data centre, until the test ends.
func dial(t testing.TB, srv *mtprototest.Server) net.Conn {
	t.Helper()
	return dialDC(t, srv, srv.Server.DCs[0])
}

// dialDC connects to any data centre.
func dialDC(t testing.TB, srv *mtprototest.Server, dc int) net.Conn {
	t.Helper()
	at := slices.Index(srv.Server.DCs, dc)
	require.GreaterOrEqual(t, at, 0)
	conn, err := net.Dial("tcp", srv.DCs()[at].Addrs[0])
	// Package os raises the soft limit by itself.
	require.NoError(t, err, "if there are too many open files: 2,000 connections within a process need 4,100 (ulimit -Hn)")
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// frame is an intermediate frame.
func frame(packet []byte) []byte {
	return append(binary.LittleEndian.AppendUint32(nil, uint32(len(packet))), packet...)
}

// question is a frame with the first message of a key exchange.
func question(t testing.TB) []byte {
	t.Helper()
	var body, packet bin.Buffer
	require.NoError(t, body.Encode(&mt.ReqPqMultiRequest{Nonce: bin.Int128{1, 2, 3}}))
	require.NoError(t, packet.Encode(proto.UnencryptedMessage{MessageID: 4, MessageData: body.Buf}))
	return frame(packet.Buf)
}

// receive reads an intermediate frame.
func receive(t testing.TB, conn net.Conn) []byte {
	t.Helper()
	require.NoError(t, conn.SetReadDeadline(time.Now().Add(patience)))
	var head [4]byte
	_, err := io.ReadFull(conn, head[:])
	require.NoError(t, err)
	n := binary.LittleEndian.Uint32(head[:])
	require.Less(t, n, uint32(1<<16))
	packet := make([]byte, n)
	_, err = io.ReadFull(conn, packet)
	require.NoError(t, err)
	return packet
}

// asks asks the question and reads the answer.
func asks(t testing.TB, conn net.Conn) {
	t.Helper()
	_, err := conn.Write(question(t))
	require.NoError(t, err)
	var m proto.UnencryptedMessage
	require.NoError(t, m.Decode(&bin.Buffer{Buf: receive(t, conn)}))
	var answer mt.ResPQ
	require.NoError(t, answer.Decode(&bin.Buffer{Buf: m.MessageData}))
	require.Equal(t, bin.Int128{1, 2, 3}, answer.Nonce)
}

// requireClosed demands that the server closes a connection.
func requireClosed(t testing.TB, conn net.Conn) {
	t.Helper()
	require.NoError(t, conn.SetReadDeadline(time.Now().Add(patience)))
	_, err := io.Copy(io.Discard, conn) // a reset is as good as an end
	require.NotErrorIs(t, err, os.ErrDeadlineExceeded, "not closed by the server")
}

// keyOwner is a connection on which a key has been made.
type keyOwner struct {
	net.Conn
	framed transport.Conn // the same
	key    crypto.AuthKey
	salt   int64
}

// makeKey makes a key of the first data centre with the client's half of package
// exchange.
func makeKey(t testing.TB, srv *mtprototest.Server, conn net.Conn) keyOwner {
	t.Helper()
	return makeKeyOf(t, srv, srv.Server.DCs[0], conn)
}

// makeKeyOf makes a key of any data centre.
func makeKeyOf(t testing.TB, srv *mtprototest.Server, dc int, conn net.Conn) keyOwner {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	framed, err := transport.Intermediate.Handshake(conn)
	require.NoError(t, err)
	made, err := exchange.Run(ctx, framed, exchange.Options{DC: dc, Keys: []*rsa.PublicKey{srv.PublicKey()}})
	require.NoError(t, err)
	return keyOwner{conn, framed, made.Key.WithID(), made.Salt}
}

// pings sends a ping under the key and waits for the pong.
func (o keyOwner) pings(t testing.TB) {
	t.Helper()
	cipher := crypto.NewClientCipher(rand.Reader)
	var packet bin.Buffer
	require.NoError(t, cipher.Encrypt(o.key, crypto.EncryptedMessageData{
		Salt: o.salt, SessionID: 1, MessageID: proto.NewMessageIDGen(time.Now).New(proto.MessageFromClient),
		Message: &mt.PingRequest{PingID: 17},
	}, &packet))
	_, err := o.Write(frame(packet.Buf))
	require.NoError(t, err)
	for {
		message, err := cipher.DecryptFromBuffer(o.key, &bin.Buffer{Buf: receive(t, o)})
		require.NoError(t, err)
		var pong mt.Pong
		if pong.Decode(&bin.Buffer{Buf: message.Data()}) == nil { // new_session_created comes before
			require.EqualValues(t, 17, pong.PingID)
			return
		}
	}
}

// reconnect is another connection for the key.
func (o keyOwner) reconnect(t testing.TB, srv *mtprototest.Server) keyOwner {
	t.Helper()
	conn := dial(t, srv)
	framed, err := transport.Intermediate.Handshake(conn)
	require.NoError(t, err)
	return keyOwner{conn, framed, o.key, o.salt}
}

// gotdConn is gotd's client of MTProto alone, which adds nothing to the calls
// that it is given. It runs until the test ends, and so does the context. Its
// key is made by package exchange, which does not take as long as gotd.
func gotdConn(t *testing.T, srv *mtprototest.Server, options mtproto.Options) (context.Context, *mtproto.Conn) {
	t.Helper()
	return gotdConnUnder(t, makeKey(t, srv, dial(t, srv)), options)
}

// gotdConnUnder is gotdConn with a key that there is.
func gotdConnUnder(t *testing.T, owner keyOwner, options mtproto.Options) (context.Context, *mtproto.Conn) {
	t.Helper()
	options.Key, options.Salt = owner.key, owner.salt
	conn := mtproto.New(func(context.Context) (transport.Conn, error) { return owner.framed, nil }, options)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	ready, over := make(chan struct{}), make(chan struct{})
	var err error
	go func() {
		defer close(over)
		err = conn.Run(ctx, func(ctx context.Context) error {
			close(ready)
			<-ctx.Done()
			return ctx.Err()
		})
	}()
	t.Cleanup(func() {
		cancel()
		<-over
	})
	select {
	case <-ready:
	case <-over:
		require.NoError(t, err)
	}
	return ctx, conn
}

// raw is TL that is sent as it is.
type raw []byte

func (r raw) Encode(b *bin.Buffer) error {
	b.Put(r)
	return nil
}

func (r raw) Decode(*bin.Buffer) error { panic("only written") }

// received is TL as it came.
type received []byte

func (r *received) Decode(b *bin.Buffer) error {
	*r = b.Copy()
	return nil
}
