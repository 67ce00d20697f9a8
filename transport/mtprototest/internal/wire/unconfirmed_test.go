package wire

import (
	"fmt"
	"testing"

	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"
)

// again reads the next message, which must be a container, and returns what it
// holds.
func (c *client) again() proto.Message {
	c.t.Helper()
	outer, err := c.next()
	require.NoError(c.t, err)
	var container proto.MessageContainer
	outer.decode(c.t, &container)
	require.Zero(c.t, outer.seq&1, "not content-related itself")
	require.Len(c.t, container.Messages, 1)
	require.Less(c.t, container.Messages[0].ID, outer.id)
	return container.Messages[0]
}

func asMessage(r received) proto.Message {
	return proto.Message{ID: r.id, SeqNo: r.seq, Bytes: len(r.body), Body: r.body}
}

// msg_resend_req gets messages again as they were, until they are confirmed.
func TestResend(t *testing.T) {
	s := &Server{Handler: greet}
	c, addr := start(t, s)
	c.send(ask)
	created, err := c.next()
	require.NoError(t, err)
	require.Equal(t, uint32(mt.NewSessionCreatedTypeID), created.typ)
	result := c.until(proto.ResultTypeID)

	resend := func(c *client, ids ...int64) int64 {
		id := c.newID()
		c.sendAs(id, 0, &mt.MsgResendReq{MsgIDs: ids})
		return id
	}
	resend(c, result.id, created.id, result.id)
	require.Equal(t, asMessage(created), c.again())
	require.Equal(t, asMessage(result), c.again())
	require.Empty(t, c.fence(), "each once, and nothing else")

	other := c.reconnect(addr)
	resend(other, result.id)
	require.Equal(t, asMessage(result), other.again(), "on another connection of the session")

	// What cannot be sent again is told; the rest comes nevertheless.
	c.sendAs(c.newID(), 0, &mt.MsgsAck{MsgIDs: []int64{created.id, 1}})
	id := resend(c, created.id, result.id)
	var info mt.MsgsStateInfo
	c.until(mt.MsgsStateInfoTypeID).decode(t, &info)
	require.Equal(t, id, info.ReqMsgID)
	require.Len(t, info.Info, 2)
	require.Equal(t, asMessage(result), c.again())

	c.sendAs(c.newID(), 0, &mt.MsgsAck{MsgIDs: []int64{result.id}})
	resend(c, result.id)
	require.Equal(t, []uint32{mt.MsgsStateInfoTypeID}, types(c.fence()))
	require.Equal(t, 1, s.Counts().Methods["help.getNearestDc"])
}

// A client that asks after the state of a request gets its answer again, unless
// it has confirmed that: the first may have been lost with a connection.
func TestAnswerAfterStateRequest(t *testing.T) {
	c, addr := start(t, &Server{Handler: greet})
	request := c.send(ask)
	result := c.until(proto.ResultTypeID)
	require.NoError(t, c.conn.Close())

	c = c.reconnect(addr)
	c.sendAs(c.newID(), 0, &mt.MsgsStateReq{MsgIDs: []int64{request, request + 4}})
	c.until(mt.MsgsStateInfoTypeID)
	require.Equal(t, asMessage(result), c.again())

	c.sendAs(c.newID(), 0, &mt.MsgsAck{MsgIDs: []int64{result.id}})
	c.sendAs(c.newID(), 0, &mt.MsgsStateReq{MsgIDs: []int64{request}})
	require.Equal(t, []uint32{mt.MsgsStateInfoTypeID}, types(c.fence()))
}

func TestUnconfirmedAreBounded(t *testing.T) {
	for name, tc := range map[string]struct {
		size, kept int
	}{
		"number": {10, maxUnconfirmed},
		"bytes":  {maxUnconfirmedBytes / 4, 4},
		"one":    {maxUnconfirmedBytes + 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var u unconfirmed
			const sent = maxUnconfirmed + 3
			for id := int64(1); id <= sent; id++ {
				u.add(proto.Message{ID: id, Bytes: tc.size})
				require.LessOrEqual(t, len(u.messages), tc.kept)
				require.Equal(t, len(u.messages)*tc.size, u.bytes)
			}
			require.Len(t, u.messages, tc.kept)
			found, all := u.find([]int64{sent, sent - int64(tc.kept) + 1, sent - int64(tc.kept)})
			require.False(t, all)
			require.Len(t, found, min(tc.kept, 2), "the latest")
			u.confirm([]int64{sent, 1})
			require.Len(t, u.messages, max(tc.kept-1, 0))
			require.Equal(t, len(u.messages)*tc.size, u.bytes)
		})
	}
}

func TestRequestOf(t *testing.T) {
	id, ok := requestOf(rpcResult(77, raw(t, &tg.BoolTrue{})))
	require.True(t, ok)
	require.EqualValues(t, 77, id)
	for _, body := range []encoded{nil, rpcResult(77, nil)[:11], raw(t, &mt.NewSessionCreated{})} {
		_, ok = requestOf(body)
		require.False(t, ok, fmt.Sprint(body))
	}
}
