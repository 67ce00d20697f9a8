package wire

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"io"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"
)

// gzipped is gzip_packed around bytes that may be anything.
func gzipped(t testing.TB, packed []byte) encoded {
	t.Helper()
	return raw(t, &mt.GzipPacked{PackedData: packed})
}

// compress packs with both framings that clients use.
func compress(t testing.TB, framing string, data []byte) encoded {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser = gzip.NewWriter(&b)
	if framing == "zlib" {
		w = zlib.NewWriter(&b)
	}
	_, err := w.Write(data)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return gzipped(t, b.Bytes())
}

func TestServiceMessages(t *testing.T) {
	var names []string
	s := &Server{Handler: greet, OnService: func(name string) { names = append(names, name) }}
	c, addr := start(t, s)
	known := c.send(ask)
	c.result(known)

	id := c.newID()
	c.sendAs(id, 0, &mt.PingRequest{PingID: 7})
	var pong mt.Pong
	c.until(mt.PongTypeID).decode(t, &pong)
	require.Equal(t, mt.Pong{MsgID: id, PingID: 7}, pong)

	id = c.newID()
	c.sendAs(id, 0, &mt.PingDelayDisconnectRequest{PingID: 8, DisconnectDelay: 75})
	c.until(mt.PongTypeID).decode(t, &pong)
	require.Equal(t, mt.Pong{MsgID: id, PingID: 8}, pong)

	id = c.newID()
	c.sendAs(id, 0, &mt.GetFutureSaltsRequest{Num: 4})
	var salts mt.FutureSalts
	c.until(mt.FutureSaltsTypeID).decode(t, &salts)
	require.Equal(t, id, salts.ReqMsgID)
	require.Len(t, salts.Salts, 1)
	require.EqualValues(t, testSalt, salts.Salts[0].Salt, "the one salt that will be accepted")
	require.Greater(t, salts.Salts[0].ValidUntil, salts.Now+int((time.Hour).Seconds()))

	id = c.newID()
	c.sendAs(id, 0, &mt.MsgsStateReq{MsgIDs: []int64{known, id + 400}})
	var info mt.MsgsStateInfo
	c.until(mt.MsgsStateInfoTypeID).decode(t, &info)
	require.Equal(t, mt.MsgsStateInfo{ReqMsgID: id, Info: []byte{4 | 32 | 64, 1}}, info)

	other := c.reconnect(addr)
	other.session++
	other.fence()
	for _, tc := range []struct {
		session int64
		want    uint32
	}{
		{other.session, mt.DestroySessionOkTypeID},
		{other.session, mt.DestroySessionNoneTypeID},
		{c.session, mt.DestroySessionNoneTypeID},
	} {
		c.sendAs(c.newID(), 0, &mt.DestroySessionRequest{SessionID: tc.session})
		require.Equal(t, tc.session, int64Of(t, c.until(tc.want)))
	}

	// Not answered, and harmless.
	c.sendAs(c.newID(), 0, &mt.MsgsAck{MsgIDs: []int64{1}})
	c.sendAs(c.newID(), 0, &mt.HTTPWaitRequest{})
	c.sendAs(c.newID(), 0, &mt.MsgsAllInfo{MsgIDs: []int64{1}})
	c.sendAs(c.newID(), 0, &mt.MsgsStateInfo{})
	cut := raw(t, &mt.PingRequest{PingID: 9})
	c.sendAs(c.newID(), 0, cut[:8])
	require.Empty(t, c.fence())

	require.Equal(t, []string{
		"ping", "ping_delay_disconnect", "get_future_salts", "msgs_state_req", "ping",
		"destroy_session", "destroy_session", "destroy_session",
		"msgs_ack", "http_wait", "msgs_all_info", "msgs_state_info", "ping", "ping",
	}, names)
	require.Equal(t, map[string]int{"help.getNearestDc": 1}, s.Counts().Methods, "service messages apart")
}

// int64Of returns the long after the constructor.
func int64Of(t testing.TB, r received) int64 {
	t.Helper()
	b := &bin.Buffer{Buf: r.body[4:]}
	v, err := b.Long()
	require.NoError(t, err)
	return v
}

func TestDropAnswer(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	s := &Server{Handler: func(ctx context.Context, r Request) Reply {
		close(entered)
		<-release
		return greet(ctx, r)
	}}
	c, _ := start(t, s)
	running := c.send(ask)
	<-entered
	drop := c.send(&mt.RPCDropAnswerRequest{ReqMsgID: running})
	var dropped mt.RPCAnswerDroppedRunning
	require.NoError(t, dropped.Decode(c.result(drop)))
	close(release)

	drop = c.send(&mt.RPCDropAnswerRequest{ReqMsgID: 4})
	var unknown mt.RPCAnswerUnknown
	require.NoError(t, unknown.Decode(c.result(drop)))

	require.NotContains(t, types(c.fence()), uint32(proto.ResultTypeID))
}

// Only what runs can be given up, and then nobody waits for it.
func TestDroppedCall(t *testing.T) {
	s := newSession(1)
	kept, _ := s.begin(4, nil)
	given, _ := s.begin(8, nil)
	require.True(t, s.drop(8))
	require.False(t, s.drop(12), "unknown")
	for id, c := range map[int64]*call{4: kept, 8: given} {
		s.finish(id, c, []byte("answer"), false)
		require.False(t, s.drop(id), "done")
	}
	require.True(t, s.wanted(kept))
	require.False(t, s.wanted(given))
}

func TestContainer(t *testing.T) {
	s := &Server{Handler: greet}
	c, _ := start(t, s)
	var ids []int64
	var all proto.MessageContainer
	for i, body := range []encoded{
		raw(t, &mt.MsgsAck{MsgIDs: []int64{1}}),
		raw(t, ask),
		compress(t, "gzip", raw(t, ask)),
		compress(t, "zlib", raw(t, &tg.InvokeWithLayerRequest{Layer: 1, Query: compress2{t, "zlib", ask}})),
	} {
		id := c.newID()
		if i > 0 {
			ids = append(ids, id)
		}
		all.Messages = append(all.Messages, proto.Message{ID: id, SeqNo: min(i, 1), Bytes: len(body), Body: body})
	}
	lowest := all.Messages[0].ID
	all.Messages[0], all.Messages[1] = all.Messages[1], all.Messages[0]
	c.sendAs(c.newID(), 6, &all)

	var created mt.NewSessionCreated
	first, err := c.next()
	require.NoError(t, err)
	first.decode(t, &created)
	require.Equal(t, lowest, created.FirstMsgID, "the lowest id, not the container's")
	var ack mt.MsgsAck
	c.until(mt.MsgsAckTypeID).decode(t, &ack)
	require.Equal(t, ids, ack.MsgIDs)

	var answered []int64
	for range ids {
		var res proto.Result
		c.until(proto.ResultTypeID).decode(t, &res)
		answered = append(answered, res.RequestMessageID)
	}
	require.ElementsMatch(t, ids, answered)
}

// compress2 is a query that is compressed inside its wrapper.
type compress2 struct {
	t       testing.TB
	framing string
	query   bin.Object
}

func (c compress2) Encode(b *bin.Buffer) error {
	return compress(c.t, c.framing, raw(c.t, c.query)).Encode(b)
}
func (c compress2) Decode(*bin.Buffer) error { panic("not decoded") }

func TestForgottenKeyOnOpenConnection(t *testing.T) {
	s := &Server{Handler: greet}
	c, _ := start(t, s)
	c.result(c.send(ask))
	require.True(t, s.keys().Forget(s.keyIDs()[0]))
	for range 2 { // the connection stays open
		c.send(ask)
		_, err := c.next()
		requireTransportError(t, err, 404)
	}
}
