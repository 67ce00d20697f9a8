package wire

import (
	"context"
	"io"
	"net"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
)

// Only RPCs are confirmed, however a client numbers its messages.
func TestServiceMessagesAreNotConfirmed(t *testing.T) {
	c, _ := start(t, &Server{Handler: greet})
	c.fence()
	for _, service := range []encoded{
		raw(t, &mt.PingRequest{}),
		raw(t, &mt.PingDelayDisconnectRequest{}),
		raw(t, &mt.GetFutureSaltsRequest{}),
		raw(t, &mt.MsgsStateReq{}),
		raw(t, &mt.MsgResendReq{}),
		raw(t, &mt.DestroySessionRequest{}),
		raw(t, &mt.RPCDropAnswerRequest{}),
		raw(t, &mt.MsgsAck{}),
		raw(t, &mt.HTTPWaitRequest{}),
		pack(t, raw(t, &mt.MsgsAck{}), "gzip"),
	} {
		c.send(service)
	}
	require.NotContains(t, types(c.fence()), uint32(mt.MsgsAckTypeID))

	c.send(contain(c, raw(t, &mt.PingRequest{}), raw(t, ask), raw(t, &mt.GetFutureSaltsRequest{})))
	var ack mt.MsgsAck
	c.until(mt.MsgsAckTypeID).decode(t, &ack)
	require.Len(t, ack.MsgIDs, 1)
	c.result(ack.MsgIDs[0])
}

// A request in a container that repeats one from outside, or the other way
// round, acts once, on whatever connection it comes.
func TestRepeatInContainer(t *testing.T) {
	var acted atomic.Int32
	s := &Server{Handler: func(context.Context, Request) Reply {
		return Reply{Result: &tg.NearestDC{ThisDC: int(acted.Add(1))}}
	}}
	c, addr := start(t, s)
	again := func(c *client, id int64) {
		body := raw(t, ask)
		c.sendAs(c.newID(), 0, &proto.MessageContainer{Messages: []proto.Message{{ID: id, SeqNo: 1, Bytes: len(body), Body: body}}})
	}
	id := c.send(ask)
	want := c.result(id).Buf
	again(c, id)
	require.Equal(t, want, c.result(id).Buf)
	other := c.reconnect(addr)
	again(other, id)
	require.Equal(t, want, other.result(id).Buf)

	id = other.newID()
	again(other, id)
	want = other.result(id).Buf
	c.sendAs(id, 1, ask)
	require.Equal(t, want, c.result(id).Buf)

	id = c.newID()
	body := raw(t, ask)
	twin := proto.Message{ID: id, SeqNo: 1, Bytes: len(body), Body: body}
	c.sendAs(c.newID(), 0, &proto.MessageContainer{Messages: []proto.Message{twin, twin}})
	want = c.result(id).Buf
	require.Equal(t, want, c.result(id).Buf, "twice in one container")
	require.EqualValues(t, 3, acted.Load())
	require.Equal(t, 4, s.Counts().Repeats)
}

// A repeat of auth.bindTempAuthKey is answered like the first one.
func TestRepeatBind(t *testing.T) {
	s := &Server{Handler: greet}
	c, addr := startTemporary(t, s, new(clock))
	b := binding{permanent: register(t, s, testSalt), expires: bindTime.Add(time.Hour)}
	id := c.newID()
	req := b.request(c, id)
	c.sendAs(id, 1, req)
	requireBound(t, c.result(id))
	again := c.reconnect(addr)
	again.sendAs(id, 1, req)
	requireBound(t, again.result(id))
	require.Equal(t, map[string]int{"auth.bindTempAuthKey": 1}, s.Counts().Methods)

	// An RPC that is to come after the binding may be sent with it.
	s = &Server{Handler: greet}
	c, _ = startTemporary(t, s, new(clock))
	b.permanent = register(t, s, testSalt)
	id = c.newID()
	c.sendAs(id, 1, b.request(c, id))
	after := c.send(&tg.InvokeAfterMsgRequest{MsgID: id, Query: ask})
	for range 2 {
		var res proto.Result
		c.until(proto.ResultTypeID).decode(t, &res)
		if res.RequestMessageID == after {
			require.NoError(t, new(tg.NearestDC).Decode(&bin.Buffer{Buf: res.Result}))
		}
	}
}

// The messages of a container are taken in the order of their ids: what waits
// for an earlier one finds it, even if it stands before it.
func TestContainerOrder(t *testing.T) {
	release := make(chan struct{})
	s := &Server{Handler: func(_ context.Context, r Request) Reply {
		if r.Method == tg.HelpGetConfigRequestTypeID {
			<-release
			return Reply{Err: errServer}
		}
		return Reply{Result: &tg.BoolTrue{}}
	}}
	c, _ := start(t, s)
	first, second := c.newID(), c.newID()
	slow, after := raw(t, &tg.HelpGetConfigRequest{}), raw(t, &tg.InvokeAfterMsgRequest{MsgID: first, Query: ask})
	container, id := &proto.MessageContainer{Messages: []proto.Message{
		{ID: second, SeqNo: 3, Bytes: len(after), Body: after},
		{ID: first, SeqNo: 1, Bytes: len(slow), Body: slow},
	}}, c.newID()
	opened, err := open(message{id: id, body: raw(t, container), room: newRoom()})
	require.NoError(t, err)
	require.Equal(t, []int64{first, second}, []int64{opened[0].id, opened[1].id})

	c.sendAs(id, 0, container)
	require.NotContains(t, types(c.fence()), uint32(proto.ResultTypeID))
	close(release)
	answers := make(map[int64][]byte)
	for range 2 {
		var res proto.Result
		c.until(proto.ResultTypeID).decode(t, &res)
		answers[res.RequestMessageID] = res.Result
	}
	require.Equal(t, map[int64][]byte{first: raw(t, errServer), second: raw(t, errWait)}, answers)
}

// ping_delay_disconnect cuts the connection when its time is over and no other
// has come. The clock is synctest's.
func TestHangUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Server{Key: testRSA(), Handler: greet}
		require.NoError(t, s.prepare())
		key := &authKey{AuthKey: crypto.Key{1}.WithID(), salt: testSalt}
		near, far := net.Pipe()
		var closed atomic.Bool
		go func() {
			_, _ = io.Copy(io.Discard, far)
			closed.Store(true)
		}()
		c := &conn{srv: s, raw: near, link: link{framing: intermediate{}, w: near}, run: &run{}}
		ping := func(delay int) {
			t.Helper()
			body := raw(t, &mt.PingDelayDisconnectRequest{DisconnectDelay: delay})
			require.NoError(t, c.receiveData(t.Context(), key, &crypto.EncryptedMessageData{
				Salt: testSalt, SessionID: 1, MessageID: s.ids.New(proto.MessageFromClient),
				MessageDataLen: int32(len(body)), MessageDataWithPadding: body,
			}))
		}
		after := func(d time.Duration) bool {
			time.Sleep(d)
			synctest.Wait()
			return closed.Load()
		}
		for _, none := range []int{0, -1} {
			ping(none)
			require.False(t, after(24*time.Hour), "nothing was asked for")
		}
		ping(75)
		require.False(t, after(74*time.Second))
		ping(75)
		require.False(t, after(74*time.Second), "put off")
		c.stay()
		require.False(t, after(time.Hour), "called off")
		ping(75)
		require.False(t, after(74*time.Second))
		require.True(t, after(time.Second))
	})
}

// On the wire: the cut comes, and reaches the client.
func TestHangUpOnTheWire(t *testing.T) {
	c, _ := start(t, &Server{})
	c.sendAs(c.newID(), 0, &mt.PingDelayDisconnectRequest{DisconnectDelay: 1})
	c.until(mt.PongTypeID)
	_, err := c.next()
	require.ErrorIs(t, err, io.EOF)
}

// destroy_auth_key ends a permanent key too, and only that one.
func TestDestroyKey(t *testing.T) {
	s := &Server{Handler: greet}
	c, addr := start(t, s)
	other := dial(t, addr, transport.Intermediate, register(t, s, testSalt))
	c.send(encoded{0x60, 0x51, 0x43, 0xd1})
	require.Equal(t, []byte{0xd4, 0xe1, 0x60, 0xf6}, c.until(0xf660e1d4).body)
	c.send(ask)
	_, err := c.next()
	requireTransportError(t, err, 404)
	other.result(other.send(ask))

	// Under a temporary key that is not bound there is just that one to destroy.
	temporary := dial(t, addr, transport.Intermediate, registerTemporary(t, s, time.Now().Add(time.Hour)))
	temporary.send(encoded{0x60, 0x51, 0x43, 0xd1})
	temporary.until(0xf660e1d4)
	require.Empty(t, s.keys().temporary)
	other.result(other.send(ask))
}
