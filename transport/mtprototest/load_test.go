package mtprototest_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto/exchange"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// loadPatience bounds what these tests wait for. It only decides how long a
// broken server takes to fail.
const loadPatience = 2 * time.Minute

// crowd is how many clients sign in at once.
const crowd = 200

// start serves accounts until the test ends.
func start(t testing.TB, cfg mtprototest.Config, accounts ...mtprototest.Account) (*mtprototest.Server, *fake.Server) {
	t.Helper()
	model, err := fake.New(accounts...)
	require.NoError(t, err)
	leak.Server(t, model, accounts...)
	srv, err := mtprototest.Start(model, cfg)
	require.NoError(t, err)
	t.Cleanup(srv.Close)
	return srv, model
}

// patient lets a call take as long as a busy machine needs.
var patient = flow.Limits{Lease: loadPatience, CodeLife: time.Hour}

// unhurried is a driver that is patient.
func unhurried(t testing.TB, tr flow.Transport) *flow.Driver {
	return leak.Driver(t, &flow.Driver{Transport: tr, Limits: patient})
}

// signInWith makes each input in turn, and demands that the last of them signs
// in.
func signInWith(ctx context.Context, d *flow.Driver, id string, inputs ...flow.Input) (flow.State, error) {
	var s flow.State
	for _, in := range inputs {
		var err error
		if s, err = d.Do(ctx, id, in); err != nil {
			return s, err
		}
	}
	if s.Phase != flow.Ready {
		return s, fmt.Errorf("stands at %s", s.Phase)
	}
	return s, nil
}

// Everybody signs in at once, some with a password as well as a code, some in
// another data centre: each gets the account that is theirs. At one
// moment all of them wait for an answer.
func TestCrowdSignsIn(t *testing.T) {
	var accounts []mtprototest.Account
	for n := range crowd {
		a := mtprototest.Account{Phone: fmt.Sprintf("+999662%04d", n), ID: int64(1000 + n)}
		if n%8 == 0 { // proving one is what takes longest here
			a.Password = fmt.Sprintf("correct horse %d", n)
		}
		if n%10 == 0 {
			a.DC = 4
		}
		accounts = append(accounts, a)
	}
	model, err := fake.New(accounts...)
	require.NoError(t, err)
	everybody := make(chan struct{})
	model.Before = func(method string, _ int) fake.Fault {
		if method == "auth.sendCode" {
			return fake.Fault{DelayBefore: everybody}
		}
		return fake.Fault{}
	}
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	require.NoError(t, err)
	defer srv.Close()

	// What a driver says is looked at elsewhere: 200 times of it takes long.
	d := &flow.Driver{Transport: srv.Transport(), Limits: patient}
	ids := make([]string, crowd)
	errs := make(chan error, crowd)
	for n, a := range accounts {
		go func() {
			inputs := []flow.Input{flow.PhoneNumber(a.Phone), flow.Code(code)}
			if a.Password != "" {
				inputs = append(inputs, flow.Password(a.Password))
			}
			s, err := signInWith(t.Context(), d, fmt.Sprintf("client %d", n), inputs...)
			if err == nil {
				ids[n] = s.Account.ID
			}
			errs <- err
		}()
	}
	require.Eventually(t, func() bool {
		return srv.Calls()["auth.sendCode"] == crowd
	}, loadPatience, time.Millisecond)
	requireOpen(t, srv, crowd)
	close(everybody)
	for range crowd {
		require.NoError(t, <-errs)
	}
	for n, a := range accounts {
		require.Equal(t, strconv.FormatInt(a.ID, 10), ids[n])
	}
	require.Len(t, srv.SignedIn(), crowd)
	require.Equal(t, crowd/8, srv.Calls()["auth.checkPassword"])
	require.Equal(t, crowd+crowd/10, srv.Keys())
	srv.Close()
	_, open := srv.Connections()
	require.Zero(t, open)
}

// Clients that have nothing to say are kept, however many, and served when they
// have: before their first byte, after their tag, and with a key. Meanwhile
// others sign in.
func TestIdleConnections(t *testing.T) {
	const each, keyed = 950, 100
	srv, _ := start(t, mtprototest.Config{}, mtprototest.Account{Phone: ada, Password: "correct horse"})
	var silent, tagged []net.Conn
	for range each {
		silent = append(silent, dialIdle(t, srv))
		conn := dialIdle(t, srv)
		_, err := conn.Write(intermediateTag)
		require.NoError(t, err)
		tagged = append(tagged, conn)
	}
	var owners []keyOwner
	for range keyed {
		owners = append(owners, makeKey(t, srv, dialIdle(t, srv)))
	}
	all := len(silent) + len(tagged) + len(owners)
	require.Equal(t, 2000, all)
	requireOpen(t, srv, all)

	_, err := signInWith(t.Context(), unhurried(t, srv.Transport()), "me",
		flow.PhoneNumber(ada), flow.Code(code), flow.Password("correct horse"))
	require.NoError(t, err)

	for _, conn := range silent {
		_, err := conn.Write(intermediateTag)
		require.NoError(t, err)
	}
	for _, conn := range slices.Concat(silent, tagged) {
		asks(t, conn)
	}
	for _, o := range owners {
		o.pings(t)
	}
	requireOpen(t, srv, all)
	srv.Close()
	_, open := srv.Connections()
	require.Zero(t, open)
	for _, conn := range slices.Concat(silent, tagged) {
		requireClosed(t, conn)
	}
	for _, o := range owners {
		requireClosed(t, o.raw)
	}
}

// requireOpen waits until the server has noticed what its clients have done, and
// has so many connections.
func requireOpen(t testing.TB, srv *mtprototest.Server, want int) {
	t.Helper()
	require.Eventually(t, func() bool {
		_, open := srv.Connections()
		return open == want
	}, loadPatience, time.Millisecond)
}

var intermediateTag = []byte{0xee, 0xee, 0xee, 0xee}

// dialIdle connects to a server's first data centre, until the test ends.
func dialIdle(t testing.TB, srv *mtprototest.Server) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", srv.DCs()[0].Addrs[0])
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
	require.NoError(t, conn.SetReadDeadline(time.Now().Add(loadPatience)))
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
	require.NoError(t, conn.SetReadDeadline(time.Now().Add(loadPatience)))
	_, err := io.Copy(io.Discard, conn)
	timeout := net.Error(nil)
	require.False(t, errors.As(err, &timeout) && timeout.Timeout(), "not closed by the server")
}

// keyOwner is a connection on which a key has been made.
type keyOwner struct {
	raw  net.Conn
	key  crypto.AuthKey
	salt int64
}

// makeKey makes a key with the client's half of package exchange.
func makeKey(t testing.TB, srv *mtprototest.Server, raw net.Conn) keyOwner {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), loadPatience)
	defer cancel()
	conn, err := transport.Intermediate.Handshake(raw)
	require.NoError(t, err)
	made, err := exchange.Run(ctx, conn, exchange.Options{DC: srv.DCs()[0].ID, Keys: []*rsa.PublicKey{srv.PublicKey()}})
	require.NoError(t, err)
	return keyOwner{raw, made.Key.WithID(), made.Salt}
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
	_, err := o.raw.Write(frame(packet.Buf))
	require.NoError(t, err)
	for {
		message, err := cipher.DecryptFromBuffer(o.key, &bin.Buffer{Buf: receive(t, o.raw)})
		require.NoError(t, err)
		var pong mt.Pong
		if pong.Decode(&bin.Buffer{Buf: message.Data()}) == nil { // new_session_created comes before
			require.EqualValues(t, 17, pong.PingID)
			return
		}
	}
}

// Clients that mean no good, a dozen of each kind, harm nobody: somebody signs
// in between their bytes. Who breaks the protocol is dropped at once; who only
// wastes time is when that is over (package wire has the clock for that), and at
// the latest with the server.
func TestHostileClients(t *testing.T) {
	const each = 12
	garbage := make([]byte, 200)
	_, _ = rand.Read(garbage)
	garbage[0], garbage[4] = 0x41, 0x41 // neither abridged nor full
	unknown := frame(append([]byte("nokey..."), make([]byte, 16+96)...))
	var many []byte
	for range 100 {
		many = append(many, unknown...)
	}
	tagged := func(b ...byte) []byte { return append([]byte("\xee\xee\xee\xee"), b...) }
	kinds := map[string]struct {
		begin   []byte
		more    []byte // between two steps of the others
		dropped bool
	}{
		"a byte at a time":    {tagged(0, 1, 0, 0), []byte{1}, false},
		"half a tag":          {[]byte{0xee}, nil, false},
		"a promise":           {tagged(0, 0, 0x10, 0), make([]byte, 1<<10), false},
		"garbage":             {garbage, nil, true},
		"HTTP":                {[]byte("GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: nobody in particular\r\n\r\n"), nil, true},
		"an oversized frame":  {tagged(1, 0, 0x10, 0), nil, true},
		"unknown keys":        {tagged(many...), nil, true},
		"unknown, now and so": {tagged(unknown...), unknown, false},
	}
	srv, _ := start(t, mtprototest.Config{ProxySecret: []byte("sixteen bytes of")},
		mtprototest.Account{Phone: ada, Password: "correct horse"})

	var lingering, dropped []net.Conn
	more := map[net.Conn][]byte{}
	for _, kind := range kinds {
		for range each {
			conn := dialIdle(t, srv)
			_, err := conn.Write(kind.begin)
			require.NoError(t, err)
			if kind.dropped {
				dropped = append(dropped, conn)
				continue
			}
			lingering = append(lingering, conn)
			more[conn] = kind.more
		}
	}
	// These ask more than there is room for answers, and never read.
	var asking sync.WaitGroup
	question := bytes.Repeat(question(t), 5000)
	for range 3 {
		conn := dialIdle(t, srv)
		require.NoError(t, conn.(*net.TCPConn).SetReadBuffer(1)) // as small as it gets
		lingering = append(lingering, conn)
		asking.Go(func() { _, _ = conn.Write(slices.Concat(intermediateTag, question)) })
	}

	d := unhurried(t, srv.Transport())
	for _, in := range []flow.Input{
		flow.PhoneNumber(ada), flow.Code("11111"), flow.Code(code), flow.Password("wrong"), flow.Password("correct horse"),
	} {
		for conn, b := range more {
			_, err := conn.Write(b)
			require.NoError(t, err)
		}
		_, _ = d.Do(t.Context(), "me", in) // some are refused
	}
	require.Len(t, srv.SignedIn(), 1)
	for _, conn := range dropped {
		requireClosed(t, conn)
	}
	requireOpen(t, srv, len(lingering))

	srv.Close()
	_, open := srv.Connections()
	require.Zero(t, open)
	asking.Wait()
	for _, conn := range lingering {
		requireClosed(t, conn)
	}
}
